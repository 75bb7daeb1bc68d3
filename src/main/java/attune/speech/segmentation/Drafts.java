package attune.speech.segmentation;

import attune.corpus.Clip;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.progress.Progress;
import attune.speech.ClipFrames;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import attune.speech.segmentation.ScriptClips.ScriptClip;
import java.util.ArrayList;
import java.util.List;

/** Cuts a recording without a text in its pauses, and writes down what the model hears, to be corrected by a person. */
public final class Drafts {
    private final Transcriber transcriber;
    private final SpeechDecoder decoder;
    private final Progress progress;

    /**
     * A writer of drafts.
     *
     * @param model the recogniser, used with its language model, if it has one; not used elsewhere meanwhile
     * @param progress is told of the recordings
     */
    public Drafts(SpeechModel model, Progress progress) {
        this.transcriber = new Transcriber(model);
        this.decoder = model.decoder();
        this.progress = progress;
    }

    /**
     * Writes drafts.
     *
     * @param recording of any length
     * @return a clip for each stretch between two pauses in which something was heard, in order
     * @throws attune.fault.UserFault if the recording cannot be read
     */
    public List<ScriptClip> of(Clip recording) {
        progress.begin("listening to " + recording.audio().getFileName(), -1);
        ClipFrames frames = transcriber.frames(recording);
        List<Integer> starts = frames.pieces();
        List<ScriptClip> drafts = new ArrayList<>();
        for (int piece = 0; piece < starts.size(); piece++) {
            int from = starts.get(piece);
            int to = piece + 1 < starts.size() ? starts.get(piece + 1) : frames.count();
            Transcript heard = decoder.decode(frames.rows(from, to).toArray(float[][]::new));
            if (!heard.words().isEmpty()) {
                drafts.add(new ScriptClip(
                        frames.startOf(from), frames.endOf(to - 1), heard.text(), confidence(heard.words())));
            }
        }
        return drafts;
    }

    private static double confidence(List<Word> words) {
        return words.stream().mapToDouble(Word::confidence).average().orElseThrow();
    }
}
