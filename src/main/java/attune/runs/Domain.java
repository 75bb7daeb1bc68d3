package attune.runs;

import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A kind of model that can be adapted, such as speech recognisers or image classifiers. {@link Adaptation} takes the
 * same steps for all of them; what differs is here, in {@link Source} and, for sweeps, in {@link Trials}.
 *
 * @param <P> the domain's own part of a run's plan: a record that Jackson writes and reads, with {@code equals}
 */
public interface Domain<P extends PlanPart> {

    /**
     * What a training example is called.
     *
     * @return such as "clip" or "picture"
     */
    String example();

    /**
     * The class of the domain's part of a plan.
     *
     * @return for Jackson
     */
    Class<P> partType();

    /**
     * The same domain, which reads data as a run did that has a plan, where nothing else was asked for.
     *
     * @param part the domain's own part of the plan
     * @return by default this one
     */
    default Domain<P> reading(P part) {
        return this;
    }

    /**
     * What a model's exact weights depend on besides a run's plan.
     *
     * @param network the network to train
     * @return kernel and threads of this machine
     */
    ComputedOn computedOn(ComputationGraph network);

    /**
     * Opens a source model and reads the data it is to be adapted to. Warns of held-out examples that are also trained
     * on.
     *
     * @param model the source bundle
     * @param data to train on and be scored on
     * @param progress notified of what is read
     * @return model and data together
     * @throws attune.fault.UserFault if any input is wrong
     * @throws IOException if a file cannot be read
     */
    Source<P> open(Path model, Datasets data, Progress progress) throws IOException;

    /**
     * Opens a source model to see what an operation would do to it.
     *
     * @param model the source bundle
     * @param train to take a new alphabet or classes from; may be empty
     * @return a source for {@link Adaptation#preview} alone
     * @throws attune.fault.UserFault if any input is wrong
     * @throws IOException if a file cannot be read
     */
    Source<P> forPreview(Path model, List<Path> train) throws IOException;
}
