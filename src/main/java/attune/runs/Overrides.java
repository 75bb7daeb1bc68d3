package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes to the {@link Defaults}, from a command line's options, one try of a sweep or a calling program. Start from
 * {@link #NONE}.
 *
 * @param epochs maximum number of epochs
 * @param batchSize examples in a batch
 * @param learningRate peak learning rate
 * @param patience epochs without a better dev score before stopping; 0 never stops early
 * @param seed the run seed
 * @param runs how often to train, each time with the next seed, for the mean of the weights
 * @param augment how examples are altered in training, in the domain's own terms
 * @param keepClose pull of trained source layers towards the source's weights
 * @param blend whether the source is mixed in where dev gains by it
 * @param blockSteps steps of each of several ranks between two averages of the weights
 */
public record Overrides(
        OptionalInt epochs,
        OptionalInt batchSize,
        OptionalDouble learningRate,
        OptionalInt patience,
        OptionalLong seed,
        OptionalInt runs,
        Optional<String> augment,
        OptionalDouble keepClose,
        Optional<Boolean> blend,
        OptionalInt blockSteps) {
    /** No changes. */
    public static final Overrides NONE = new Overrides(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalInt.empty());

    /** The settings that {@link #with(Map)} takes by name. */
    public static final List<String> NAMES =
            List.of("epochs", "batch-size", "learning-rate", "patience", "runs", "augment", "keep-close");

    /**
     * The same with a number of epochs.
     *
     * @param count maximum number of epochs
     * @return the overrides
     */
    public Overrides withEpochs(int count) {
        return changed(draft -> draft.epochs = OptionalInt.of(count));
    }

    /**
     * The same with a batch size.
     *
     * @param examples number in a batch
     * @return the overrides
     */
    public Overrides withBatchSize(int examples) {
        return changed(draft -> draft.batchSize = OptionalInt.of(examples));
    }

    /**
     * The same with a learning rate.
     *
     * @param rate peak learning rate
     * @return the overrides
     */
    public Overrides withLearningRate(double rate) {
        return changed(draft -> draft.learningRate = OptionalDouble.of(rate));
    }

    /**
     * The same with a patience.
     *
     * @param count epochs without a better dev score before stopping; 0 never stops early
     * @return the overrides
     */
    public Overrides withPatience(int count) {
        return changed(draft -> draft.patience = OptionalInt.of(count));
    }

    /**
     * The same with a seed.
     *
     * @param number the run seed
     * @return the overrides
     */
    public Overrides withSeed(long number) {
        return changed(draft -> draft.seed = OptionalLong.of(number));
    }

    /**
     * The same with several runs, whose weights are averaged.
     *
     * @param count how often to train, each time with the next seed
     * @return the overrides
     */
    public Overrides withRuns(int count) {
        return changed(draft -> draft.runs = OptionalInt.of(count));
    }

    /**
     * The same with another augmentation.
     *
     * @param words how examples are altered in training, in the domain's own terms
     * @return the overrides
     */
    public Overrides withAugment(String words) {
        return changed(draft -> draft.augment = Optional.of(words));
    }

    /**
     * The same with trained source layers kept close to the source's weights.
     *
     * @param pull in place of weight decay; 0 for none
     * @return the overrides
     */
    public Overrides withKeepClose(double pull) {
        return changed(draft -> draft.keepClose = OptionalDouble.of(pull));
    }

    /**
     * The same with or without the source mixed in.
     *
     * @param mixed whether it is, where dev gains by it
     * @return the overrides
     */
    public Overrides withBlend(boolean mixed) {
        return changed(draft -> draft.blend = Optional.of(mixed));
    }

    /**
     * The same for ranks that take batches of their own.
     *
     * @param steps of each rank between two averages of the weights; 0 to share each batch
     * @return the overrides
     */
    public Overrides withBlockSteps(int steps) {
        return changed(draft -> draft.blockSteps = OptionalInt.of(steps));
    }

    /**
     * The same with settings given by name on top.
     *
     * @param values by the name of the option; the parts of an {@code augment} list are joined by plus signs
     * @return the overrides
     * @throws UserFault if there is no setting of a name, or a value is not a number
     */
    public Overrides with(Map<String, String> values) {
        for (String name : values.keySet()) {
            if (!NAMES.contains(name)) {
                throw new UserFault(
                        "'" + name + "'", "is not a setting of a run", "use one of " + String.join(", ", NAMES));
            }
        }
        Named named = new Named(values);
        Overrides all = this;
        all = named.value("epochs", Integer::valueOf).map(all::withEpochs).orElse(all);
        all = named.value("batch-size", Integer::valueOf)
                .map(all::withBatchSize)
                .orElse(all);
        all = named.value("learning-rate", Double::valueOf)
                .map(all::withLearningRate)
                .orElse(all);
        all = named.value("patience", Integer::valueOf).map(all::withPatience).orElse(all);
        all = named.value("runs", Integer::valueOf).map(all::withRuns).orElse(all);
        all = named.value("keep-close", Double::valueOf).map(all::withKeepClose).orElse(all);
        return named.value("augment", text -> text.replace('+', ','))
                .map(all::withAugment)
                .orElse(all);
    }

    private record Named(Map<String, String> values) {
        <T> Optional<T> value(String name, Function<String, T> read) {
            return Optional.ofNullable(values.get(name)).map(value -> {
                try {
                    return read.apply(value);
                } catch (NumberFormatException e) {
                    throw new UserFault(name, "'" + value + "' is not a number", "correct the setting", e);
                }
            });
        }
    }

    /**
     * Applies the overrides to the defaults.
     *
     * @param defaults settings with every choice made
     * @return settings with every choice made
     * @throws UserFault if a value is out of range
     */
    public TrainingSettings over(TrainingSettings defaults) {
        TrainingSettings all =
                defaults.withSeed(seed.orElse(defaults.seed())).withBlend(blend.orElse(defaults.blend()));
        all = epochs.isPresent() ? checked("epochs", all, each -> each.withEpochs(epochs.getAsInt())) : all;
        all = learningRate.isPresent()
                ? checked("learningRate", all, each -> each.withLearningRate(learningRate.getAsDouble()))
                : all;
        all = patience.isPresent() ? checked("patience", all, each -> each.withPatience(patience.getAsInt())) : all;
        all = keepClose.isPresent()
                ? checked("keepClose", all, each -> each.withKeepClose(keepClose.getAsDouble()))
                : all;
        all = blockSteps.isPresent()
                ? checked("blockSteps", all, each -> each.withBlockSteps(blockSteps.getAsInt()))
                : all;
        all = batchSize.isPresent() ? changed("batchSize", all, each -> each.withBatchSize(batchSize.getAsInt())) : all;
        return runs.isPresent() ? changed("runs", all, each -> each.withRuns(runs.getAsInt())) : all;
    }

    private Overrides changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.overrides();
    }

    /** Overrides in the making. */
    private static final class Draft {
        OptionalInt epochs;
        OptionalInt batchSize;
        OptionalDouble learningRate;
        OptionalInt patience;
        OptionalLong seed;
        OptionalInt runs;
        Optional<String> augment;
        OptionalDouble keepClose;
        Optional<Boolean> blend;
        OptionalInt blockSteps;

        Draft(Overrides from) {
            epochs = from.epochs;
            batchSize = from.batchSize;
            learningRate = from.learningRate;
            patience = from.patience;
            seed = from.seed;
            runs = from.runs;
            augment = from.augment;
            keepClose = from.keepClose;
            blend = from.blend;
            blockSteps = from.blockSteps;
        }

        Overrides overrides() {
            return new Overrides(
                    epochs, batchSize, learningRate, patience, seed, runs, augment, keepClose, blend, blockSteps);
        }
    }

    private static TrainingSettings checked(String name, TrainingSettings all, UnaryOperator<Schedule> change) {
        return changed(name, all, each -> each.with(change.apply(each.schedule())));
    }

    private static TrainingSettings changed(String name, TrainingSettings all, UnaryOperator<TrainingSettings> change) {
        try {
            return change.apply(all);
        } catch (IllegalArgumentException e) {
            throw outOfRange(name, e);
        }
    }

    private static UserFault outOfRange(String name, IllegalArgumentException e) {
        return new UserFault(named(name), String.valueOf(e.getMessage()), "correct it, or leave it out", e);
    }
}
