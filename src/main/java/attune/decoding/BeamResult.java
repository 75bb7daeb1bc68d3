package attune.decoding;

import java.util.List;

/**
 * What a beam search found.
 *
 * @param transcript the best text, with times and confidence
 * @param hypotheses different texts, best first, at least one; the first is the transcript's
 */
public record BeamResult(Transcript transcript, List<Hypothesis> hypotheses) {

    /** Keeps its own copy. */
    public BeamResult {
        hypotheses = List.copyOf(hypotheses);
        if (hypotheses.isEmpty()) {
            throw new IllegalArgumentException("a search ends with at least one hypothesis");
        }
    }
}
