package attune.runs;

import attune.training.TrainingPlan;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * One stage of a run's training.
 *
 * @param number from 1; {@link #ONLY} where there is no other
 * @param network what does not learn in it is frozen
 * @param plan how it is trained
 * @param trunk whether what its frozen trunk gives is kept
 * @param checkpoints where the stage's are
 */
public record Stage(int number, ComputationGraph network, TrainingPlan plan, TrunkUse trunk, Path checkpoints) {
    /** The number of a stage that is the only one. */
    public static final int ONLY = 0;
}
