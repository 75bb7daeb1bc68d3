package attune.runs;

import attune.training.TrainingPlan;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * One stage of a run's training.
 *
 * @param number from 1; {@link #ONLY} if there is no other
 * @param network with everything that does not learn in this stage frozen
 * @param plan how it is trained
 * @param trunk whether the output of its frozen trunk is cached
 * @param checkpoints folder of the stage's checkpoints
 */
public record Stage(int number, ComputationGraph network, TrainingPlan plan, TrunkUse trunk, Path checkpoints) {
    /** The number of a stage that is the only one. */
    public static final int ONLY = 0;
}
