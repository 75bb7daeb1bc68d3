package attune.runs;

import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.surgery.Interpolation;
import attune.surgery.SurgeryPlan;
import attune.surgery.SurgeryRequest;
import java.io.IOException;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A source model with the data it is to be adapted to.
 *
 * @param <P> the domain's own part of a run's plan
 */
public interface Source<P extends PlanPart> {

    /**
     * The data.
     *
     * @return what was found where the user pointed
     * @throws IOException if a file cannot be read
     */
    Data data() throws IOException;

    /**
     * The source's network.
     *
     * @return the network, which must not be trained
     */
    ComputationGraph network();

    /**
     * How to train this model on this amount of data.
     *
     * @return settings with every choice made
     */
    Defaults defaults();

    /**
     * Settles the domain's part of the plan.
     *
     * @param augment how to alter examples in training, in the domain's words; empty for the default
     * @return what {@code plan.json} says in addition to what all domains share
     * @throws attune.fault.UserFault if the request cannot be met
     */
    P settle(Optional<String> augment);

    /**
     * Refuses data that a model of this plan could never learn from, before anything is written.
     *
     * @param part the domain's part of the plan
     * @throws attune.fault.UserFault naming the first such example
     */
    void check(P part);

    /**
     * Settles what is to be done to the network.
     *
     * @param request what was asked
     * @param part the domain's part of the plan
     * @return the plan
     */
    SurgeryPlan plan(SurgeryRequest request, P part);

    /**
     * Operates.
     *
     * @param plan what to do
     * @param part the domain's part of the plan
     * @param seed of new parameters
     * @return a network of its own, ready to train
     * @throws attune.fault.UserFault if the plan cannot be carried out
     */
    OperatedSource operate(SurgeryPlan plan, P part, RunSeed seed);

    /**
     * Reads everything the run needs.
     *
     * @param part the domain's part of the plan
     * @param settings how it is trained
     * @param progress notified of progress
     * @return what to train on, and how to finish
     * @throws attune.fault.UserFault if an example cannot be used
     * @throws IOException if the disk refuses
     */
    Prepared prepare(P part, TrainingSettings settings, Progress progress) throws IOException;

    /**
     * Reads only what a run trains on and is scored on, as ranks need it that follow.
     *
     * @param part the domain's part of the plan
     * @param settings how it is trained
     * @param progress notified of progress
     * @return the same material as {@link #prepare}'s
     * @throws attune.fault.UserFault if an example cannot be used
     * @throws IOException if the disk refuses
     */
    Material material(P part, TrainingSettings settings, Progress progress) throws IOException;

    /**
     * The networks between the source and what was trained from it.
     *
     * @param trained the trained network
     * @param part the domain's part of the plan
     * @return the line between both; by default none, so that nothing is mixed
     */
    default Optional<Interpolation> towards(ComputationGraph trained, P part) {
        return Optional.empty();
    }

    /**
     * What a sweep needs in addition.
     *
     * @return ways to start from scratch and to compare
     */
    Trials trials();
}
