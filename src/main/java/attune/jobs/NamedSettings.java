package attune.jobs;

import attune.fault.UserFault;
import attune.speech.learning.Augmentation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Training settings given by name, over others.
 *
 * @param values what was written, by the name of the option of {@code attune adapt}; the parts of an {@code augment} list
 *     are joined by plus signs
 * @param where for messages
 */
record NamedSettings(Map<String, String> values, String where) {
    private static final String EPOCHS = "epochs";
    private static final String BATCH_SIZE = "batch-size";
    private static final String LEARNING_RATE = "learning-rate";
    private static final String PATIENCE = "patience";
    private static final String AUGMENT = "augment";
    private static final List<String> NAMES = List.of(EPOCHS, BATCH_SIZE, LEARNING_RATE, PATIENCE, AUGMENT);

    /** Refuses names that there are not. */
    NamedSettings {
        for (String name : values.keySet()) {
            if (!NAMES.contains(name)) {
                throw new UserFault(
                        where, "'" + name + "' is no setting of a run", "use one of " + String.join(", ", NAMES));
            }
        }
    }

    /** The settings with what was given put over them, and with a seed. */
    TrainingSettings over(TrainingSettings common, long seed) {
        try {
            return new TrainingSettings(
                    value(EPOCHS, Integer::valueOf).orElse(common.epochs()),
                    value(BATCH_SIZE, Integer::valueOf).orElse(common.batchSize()),
                    value(LEARNING_RATE, Double::valueOf).orElse(common.learningRate()),
                    common.weightDecay(),
                    value(PATIENCE, Integer::valueOf).orElse(common.patience()),
                    value(AUGMENT, text -> Augmentation.parse(text.replace('+', ',')))
                            .orElse(common.augment()),
                    common.averagedPart(),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new UserFault(where, String.valueOf(e.getMessage()), "correct the setting", e);
        }
    }

    private <T> Optional<T> value(String name, Function<String, T> read) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            try {
                return read.apply(value);
            } catch (NumberFormatException e) {
                throw new UserFault(where, name + " is no number: '" + value + "'", "correct the setting", e);
            }
        });
    }
}
