package attune.speech.selftraining;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.rounding.Rounded;
import java.util.Map;
import java.util.Optional;

/**
 * What a model hears in a stretch of a recording.
 *
 * @param recording where it comes from
 * @param clip the stretch: the whole recording, or one utterance of a long one
 * @param text not empty
 * @param confidence mean of its words' confidences, 0 to 1
 * @param agreement 1 less the character error rate of the greedy text against it, 0 to 1
 */
record Draft(Utterance recording, Clip clip, String text, double confidence, double agreement) {

    /** Whether the recording is no longer than the draft. */
    boolean isWhole() {
        return clip.equals(recording.clip());
    }

    /** A line of a manifest, under an id that no transcribed clip has. */
    Utterance utterance() {
        return new Utterance(
                Clip.name(clip.audio().toString(), clip.offsetSeconds()),
                clip,
                Optional.of(text),
                recording.where(),
                Map.of("confidence", thousandths(confidence), Utterance.AGREEMENT, thousandths(agreement)));
    }

    private static String thousandths(double value) {
        return String.valueOf(Rounded.thousandths(value));
    }
}
