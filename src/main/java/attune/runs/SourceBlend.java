package attune.runs;

import attune.progress.Progress;
import attune.surgery.Interpolation;
import attune.training.Scorer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How much of the source is mixed into what was trained from it, weight by weight: as much as dev likes best (Wortsman et
 * al. 2022, "Robust fine-tuning of zero-shot models", arXiv 2109.01903). That undoes part of what was learnt by heart, and
 * of what was forgotten.
 *
 * @param percent of the source in the mixture, 0 if dev likes the trained network best
 * @param network the mixture
 * @param score its score on dev
 */
record SourceBlend(int percent, ComputationGraph network, double score) {
    private static final int STEP_PERCENT = 10;
    private static final int MOST_PERCENT = 50;

    /**
     * Finds the mixture.
     *
     * @param trained the trained network, unchanged
     * @param score its score
     * @param line from the source to it
     * @param scorer of dev
     * @param progress notified of the best mixture, if the trained network is not the best
     */
    static SourceBlend of(
            ComputationGraph trained, double score, Interpolation line, Scorer scorer, Progress progress) {
        SourceBlend best = new SourceBlend(0, trained, score);
        String text = "";
        progress.begin("mixing the source in", MOST_PERCENT / STEP_PERCENT);
        for (int percent = STEP_PERCENT; percent <= MOST_PERCENT; percent += STEP_PERCENT) {
            ComputationGraph mixture = line.at(1 - percent / 100.0);
            Scorer.Score mixed = scorer.score(mixture);
            if (mixed.value() < best.score) {
                best = new SourceBlend(percent, mixture, mixed.value());
                text = mixed.text();
            }
            progress.at(percent / STEP_PERCENT, "");
            progress.stopIfRequested("while the source was being mixed in");
        }
        if (best.percent > 0) {
            progress.note("with " + best.percent + " % of the source mixed in: dev " + text);
        }
        return best;
    }
}
