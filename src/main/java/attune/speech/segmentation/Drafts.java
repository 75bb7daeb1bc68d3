package attune.speech.segmentation;

import attune.decoding.Transcript;
import attune.speech.ClipFrames;
import attune.speech.SpeechDecoder;
import attune.speech.segmentation.ScriptClips.ScriptClip;
import java.util.List;
import java.util.Optional;

/** Cuts a recording without a text in its pauses, and writes down what the model hears, to be corrected by a person. */
public final class Drafts {
    private Drafts() {}

    /**
     * Writes drafts.
     *
     * @param frames the model's output for a recording of any length
     * @param decoder from it to words
     * @return a clip for each stretch between two pauses in which something was heard, in order
     */
    public static List<ScriptClip> of(ClipFrames frames, SpeechDecoder decoder) {
        return frames.pieces().parallelStream()
                .flatMap(piece -> draft(frames, piece, decoder).stream())
                .toList();
    }

    private static Optional<ScriptClip> draft(ClipFrames frames, ClipFrames.Piece piece, SpeechDecoder decoder) {
        Transcript heard = decoder.decode(frames.rows(piece.from(), piece.to()).toArray(float[][]::new));
        return heard.words().isEmpty()
                ? Optional.empty()
                : Optional.of(new ScriptClip(
                        frames.startOf(piece.from()),
                        frames.endOf(piece.to() - 1),
                        heard.text(),
                        heard.meanOfWords().orElseThrow()));
    }
}
