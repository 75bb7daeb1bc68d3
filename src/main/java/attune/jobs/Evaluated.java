package attune.jobs;

import attune.evaluation.Comparison;
import attune.evaluation.Evaluation;
import attune.evaluation.JointComparison;
import attune.evaluation.Reliability;
import attune.evaluation.ReliabilityDifference;
import attune.results.ClipResult;
import attune.results.Difference;
import attune.results.EvaluationResult;
import attune.results.ReliabilityResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One recogniser's result.
 *
 * @param model the bundle, or the file of hypotheses
 * @param evaluation error rates with their interval
 * @param comparison with the first; absent for the first
 * @param forgotten an adapted model beside its source on the probe in its bundle, both decoded greedily; absent where
 *     there is none
 * @param confidences of its words; absent unless requested
 * @param perClip every clip, in the order of the manifest
 * @param leftOut what is wrong with test clips that could not be used by all, with their place
 */
public record Evaluated(
        Path model,
        Evaluation evaluation,
        Optional<Comparison> comparison,
        Optional<JointComparison> forgotten,
        Optional<Confidences> confidences,
        List<ClipResult> perClip,
        List<String> leftOut) {
    /** Copies the lists. */
    public Evaluated {
        perClip = List.copyOf(perClip);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Only the numbers.
     *
     * @return for a table or for JSON
     */
    public EvaluationResult summary() {
        return EvaluationResult.of(
                model.toString(),
                evaluation,
                comparison.map(Difference.OfWords::of).orElse(null),
                forgotten.orElse(null),
                confidences.map(Confidences::summary).orElse(null),
                perClip,
                leftOut);
    }

    /**
     * The reliability of one recogniser's confidences.
     *
     * @param reliability their calibration
     * @param againstFirst difference from the first's; absent for the first
     */
    public record Confidences(Reliability reliability, Optional<ReliabilityDifference> againstFirst) {
        ReliabilityResult summary() {
            return ReliabilityResult.of(reliability, againstFirst.orElse(null));
        }
    }
}
