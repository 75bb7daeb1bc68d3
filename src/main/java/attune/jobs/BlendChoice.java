package attune.jobs;

import attune.evaluation.Bootstrap;
import attune.evaluation.Evaluation;
import attune.evaluation.JointComparison;
import attune.evaluation.ScoredClip;
import attune.results.BlendResult;
import attune.speech.learning.DevScore;
import attune.surgery.Interpolation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks a mixture of source and adapted model. With clips of the source's domain: of all mixtures that are not
 * significantly worse on the target's clips than the best one there, in words and letters, that with the fewest errors on
 * the source's. Without: the best on the target's clips. The nearer to the source wins a tie.
 *
 * @param target the target's clips under each mixture, from source to adapted model
 * @param ofSource the same for clips of the source's domain; may be empty
 * @param best index of the best on the target's clips
 * @param tied whether each is not significantly worse there
 * @param bootstrap for intervals and significance
 */
record BlendChoice(
        List<List<ScoredClip>> target,
        List<List<ScoredClip>> ofSource,
        int best,
        List<Boolean> tied,
        Bootstrap bootstrap) {
    static final String KNEE =
            "the fewest errors on the source's domain among those not significantly worse on dev than the"
                    + " best there";
    static final String BEST = "the fewest errors on dev";

    static BlendChoice of(List<List<ScoredClip>> target, List<List<ScoredClip>> ofSource, Bootstrap bootstrap) {
        int best = fewest(IntStream.range(0, target.size()).boxed().toList(), target);
        List<Boolean> tied = target.stream()
                .map(clips -> JointComparison.ofClips(target.get(best), clips, bootstrap)
                                .verdict()
                        != JointComparison.Verdict.WORSE)
                .toList();
        return new BlendChoice(target, ofSource, best, tied, bootstrap);
    }

    private static int fewest(List<Integer> among, List<List<ScoredClip>> clips) {
        return among.stream()
                .min(Comparator.comparingDouble(i -> DevScore.of(clips.get(i)).value())) // the first of equals
                .orElseThrow();
    }

    private int chosen() {
        List<Integer> candidates =
                IntStream.range(0, tied.size()).filter(tied::get).boxed().toList();
        return ofSource.isEmpty() ? best : fewest(candidates, ofSource);
    }

    BlendResult result(Interpolation line, int labels) {
        List<BlendResult.Point> points = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            points.add(new BlendResult.Point(
                    weight(i), rates(target.get(i)), tied.get(i), ofSource.isEmpty() ? null : rates(ofSource.get(i))));
        }
        return new BlendResult(
                points,
                weight(best),
                weight(chosen()),
                ofSource.isEmpty() ? BEST : KNEE,
                line.shared(),
                line.kept(),
                line.sharedRows(),
                labels);
    }

    private double weight(int index) {
        return (double) index / (target.size() - 1);
    }

    private BlendResult.OfClips rates(List<ScoredClip> clips) {
        Evaluation evaluation = Evaluation.of(clips, bootstrap);
        return new BlendResult.OfClips(
                clips.size(),
                evaluation.words().referenceLength(),
                evaluation.words().rate(),
                evaluation.wordErrorRateInterval().low(),
                evaluation.wordErrorRateInterval().high(),
                evaluation.characters().rate());
    }
}
