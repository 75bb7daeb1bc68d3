package attune.runs;

import attune.progress.Progress;
import attune.surgery.Interpolation;
import attune.training.Scorer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How much of the source is mixed into what was trained from it, weight by weight: as much as dev likes best (Wortsman et
 * al. 2022, "Robust fine-tuning of zero-shot models", arXiv 2109.01903). That undoes part of what was learnt by heart, and
 * of what was forgotten; the network alone gains less by it than decoding with a language model does.
 *
 * @param percent of the source in the mixture, 0 if dev likes the trained network best
 * @param network the mixture
 */
record SourceBlend(int percent, ComputationGraph network) {
    private static final int STEP_PERCENT = 10;
    private static final int MOST_PERCENT = 50;

    /**
     * Finds the mixture.
     *
     * @param trained the trained network, unchanged
     * @param line from the source to it
     * @param scorer of dev, as the finished model decodes
     * @param progress notified of the best mixture, if the trained network is not the best
     */
    static SourceBlend of(ComputationGraph trained, Interpolation line, Scorer scorer, Progress progress) {
        progress.begin("mixing the source in", MOST_PERCENT / STEP_PERCENT);
        SourceBlend best = new SourceBlend(0, trained);
        Scorer.Score unmixed = scorer.score(trained);
        Scorer.Score lowest = unmixed;
        for (int percent = STEP_PERCENT; percent <= MOST_PERCENT; percent += STEP_PERCENT) {
            ComputationGraph mixture = line.at(1 - percent / 100.0);
            Scorer.Score mixed = scorer.score(mixture);
            if (mixed.value() < lowest.value()) {
                best = new SourceBlend(percent, mixture);
                lowest = mixed;
            }
            progress.at(percent / STEP_PERCENT, "");
            progress.stopIfRequested("while the source was being mixed in");
        }
        if (best.percent > 0) {
            progress.note("with " + best.percent + " % of the source mixed in: dev " + lowest.text() + "; without: "
                    + unmixed.text());
        }
        return best;
    }
}
