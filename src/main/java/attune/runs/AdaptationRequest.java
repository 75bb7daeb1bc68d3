package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an {@link Adaptation} is asked to do. Whatever is left out is chosen from the model and the data.
 *
 * @param model the source bundle
 * @param data to train on and be scored on
 * @param out the run directory
 * @param operation what to do to the network
 * @param training what to change in the defaults
 * @param trunk whether the output of a frozen trunk is cached
 * @param command for the model's provenance
 */
public record AdaptationRequest(
        Path model,
        Datasets data,
        Path out,
        Operation operation,
        Overrides training,
        TrunkCaching trunk,
        String command) {

    /**
     * A request that leaves everything to the defaults.
     *
     * @param model the source bundle
     * @param data to train on and be scored on
     * @param out the run directory
     */
    public AdaptationRequest(Path model, Datasets data, Path out) {
        this(
                model,
                data,
                out,
                Operation.ALL_LAYERS,
                Overrides.NONE,
                TrunkCaching.WHERE_POSSIBLE,
                "attune as a library");
    }

    /**
     * The same with another operation.
     *
     * @param other what to do to the network
     * @return the request
     */
    public AdaptationRequest with(Operation other) {
        return new AdaptationRequest(model, data, out, other, training, trunk, command);
    }

    /**
     * The same with other overrides.
     *
     * @param other what to change in the defaults
     * @return the request
     */
    public AdaptationRequest with(Overrides other) {
        return new AdaptationRequest(model, data, out, operation, other, trunk, command);
    }

    /**
     * The same with other data.
     *
     * @param other to train on and be scored on
     * @return the request
     */
    public AdaptationRequest with(Datasets other) {
        return new AdaptationRequest(model, other, out, operation, training, trunk, command);
    }

    /**
     * The same with another choice for a frozen trunk.
     *
     * @param other whether its output is cached
     * @return the request
     */
    public AdaptationRequest with(TrunkCaching other) {
        return new AdaptationRequest(model, data, out, operation, training, other, command);
    }

    /**
     * What a run reads, none of which may be in a folder to be overwritten.
     *
     * @param found its data
     * @return files and folders
     */
    public List<Path> inputs(Data found) {
        return Stream.of(
                        List.of(model),
                        data.train(),
                        data.dev(),
                        data.test(),
                        data.replay().from(),
                        found.files())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Refuses a request without training data or a run directory.
     *
     * @throws UserFault naming what is missing
     */
    public void requireComplete() {
        if (data.train().isEmpty()) {
            throw new UserFault(named("train"), "is missing", "give the training data");
        }
        if (out.toString().isEmpty()) {
            throw new UserFault(named("out"), "is missing", "give the run's folder");
        }
    }

    /**
     * The same from another model.
     *
     * @param source the source bundle
     * @return the request
     */
    public AdaptationRequest from(Path source) {
        return new AdaptationRequest(source, data, out, operation, training, trunk, command);
    }

    /**
     * The same into another folder.
     *
     * @param folder the run directory
     * @return the request
     */
    public AdaptationRequest into(Path folder) {
        return new AdaptationRequest(model, data, folder, operation, training, trunk, command);
    }
}
