package attune.speech.segmentation;

import attune.decoding.Transcript;
import attune.speech.ClipFrames;
import attune.speech.SpeechDecoder;
import attune.speech.segmentation.ScriptClips.ScriptClip;
import java.util.ArrayList;
import java.util.List;

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
        List<ScriptClip> drafts = new ArrayList<>();
        for (ClipFrames.Piece piece : frames.pieces()) {
            Transcript heard =
                    decoder.decode(frames.rows(piece.from(), piece.to()).toArray(float[][]::new));
            if (!heard.words().isEmpty()) {
                drafts.add(new ScriptClip(
                        frames.startOf(piece.from()),
                        frames.endOf(piece.to() - 1),
                        heard.text(),
                        heard.meanOfWords().orElseThrow()));
            }
        }
        return drafts;
    }
}
