package attune.jobs;

import attune.corpus.Utterance;
import attune.decoding.Transcript;
import attune.evaluation.ScoredClip;
import attune.results.ClipResult;
import java.util.OptionalDouble;

/**
 * A held-out clip as a recogniser heard it.
 *
 * @param scored its texts and errors
 * @param confidence mean of its words' confidences; empty if there is none
 */
record MeasuredClip(ScoredClip scored, OptionalDouble confidence) {
    static MeasuredClip of(ScoredClip scored, Transcript heard) {
        return new MeasuredClip(scored, heard.meanOfWords());
    }

    ClipResult result(Utterance utterance) {
        return ClipResult.of(utterance, scored, confidence);
    }
}
