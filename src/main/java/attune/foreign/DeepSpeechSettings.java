package attune.foreign;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a network's weights do not show: the front end and the ceiling of the ReLUs. Exported files state them,
 * checkpoints have them in the {@code flags.txt} beside them, and the user may give them too; all statements must
 * agree.
 */
final class DeepSpeechSettings {
    /** By DeepSpeech's names, with its defaults (0.9.3, {@code util/flags.py}). */
    private enum Flag {
        AUDIO_SAMPLE_RATE("metadata_sample_rate", 16_000),
        FEATURE_WIN_LEN("metadata_feature_win_len", 32),
        FEATURE_WIN_STEP("metadata_feature_win_step", 20),
        RELU_CLIP("", 20);

        /** Its name in exported files. */
        private final String metadata;

        private final double byDefault;

        Flag(String metadata, double byDefault) {
            this.metadata = metadata;
            this.byDefault = byDefault;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No sound is resampled to less. */
    private static final int LEAST_RATE_HZ = 1000;

    private final ForeignModel model;
    private final DeepSpeechWeights weights;
    private final Flags given;
    private final List<String> assumed = new ArrayList<>();

    /** Refuses unknown flags and flags that contradict one another or belong to another network. */
    DeepSpeechSettings(ForeignModel model, DeepSpeechWeights weights, Map<String, String> given) {
        this.model = model;
        this.weights = weights;
        this.given = new Flags(named("flag"), given);
        List<String> names = Stream.of(Flag.values()).map(Flag::toString).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new UserFault(
                        named("flag"), "'" + name + "' is not a flag that matters here", "give one of " + names);
            }
        }
        if (model.flags().isOn("layer_norm")) {
            throw new UserFault(
                    model.flags().where(), "has --layer_norm, which Attune does not read", DeepSpeechWeights.REMEDY);
        }
        model.flags().number("n_hidden").ifPresent(units -> {
            if (units != weights.lstmUnits()) {
                throw new UserFault(
                        model.flags().where(),
                        "gives n_hidden " + text(units) + ", but the LSTM has " + weights.lstmUnits() + " units",
                        "put the model's own flags.txt beside it, or remove this one");
            }
        });
    }

    /** In DeepSpeech, windows are whole milliseconds. */
    DeepSpeechFrontEnd frontEnd(ClipEnd clipEnd) {
        long rateHz = Math.round(value(Flag.AUDIO_SAMPLE_RATE));
        long windowMs = Math.round(value(Flag.FEATURE_WIN_LEN));
        long hopMs = Math.round(value(Flag.FEATURE_WIN_STEP));
        if (rateHz > 192_000
                || rateHz < LEAST_RATE_HZ
                || windowMs <= 0
                || windowMs > 1000
                || hopMs <= 0
                || hopMs > windowMs) {
            throw impossible(rateHz, windowMs, hopMs);
        }
        try {
            return new DeepSpeechFrontEnd(
                    (int) rateHz, (int) (rateHz * windowMs / 1000), (int) (rateHz * hopMs / 1000), clipEnd);
        } catch (IllegalArgumentException e) {
            throw impossible(rateHz, windowMs, hopMs);
        }
    }

    private UserFault impossible(long rateHz, long windowMs, long hopMs) {
        return new UserFault(
                model.file().toString(),
                "claims windows of " + windowMs + " ms every " + hopMs + " ms at " + rateHz + " Hz",
                "fetch the file again, or correct the flags");
    }

    /** The ceiling of the ReLUs. */
    double ceiling() {
        double ceiling = value(Flag.RELU_CLIP);
        if (!(ceiling > 0)) {
            throw new UserFault(model.file().toString(), "clips its ReLUs at " + text(ceiling), "fetch the file again");
        }
        return ceiling;
    }

    /** The settings used that were not stated anywhere, as {@code name=value}. */
    List<String> assumed() {
        return List.copyOf(assumed);
    }

    private double value(Flag flag) {
        OptionalDouble value = OptionalDouble.empty();
        String says = "";
        for (Statement statement : List.of(
                new Statement(model.file().toString(), exported(flag)),
                new Statement(model.flags().where(), model.flags().number(flag.toString())),
                new Statement(given.where(), given.number(flag.toString())))) {
            if (statement.value.isPresent() && value.isPresent() && differ(statement.value, value)) {
                throw new UserFault(
                        statement.where,
                        "gives " + flag + " " + text(statement.value.getAsDouble()) + ", but " + says + " gives "
                                + text(value.getAsDouble()),
                        "keep the right one and remove the other");
            }
            if (value.isEmpty()) {
                value = statement.value;
                says = statement.where;
            }
        }
        if (value.isEmpty()) {
            assumed.add(flag + "=" + text(flag.byDefault));
        }
        return value.orElse(flag.byDefault);
    }

    /** Exported files have single precision. */
    private static boolean differ(OptionalDouble one, OptionalDouble other) {
        return (float) one.getAsDouble() != (float) other.getAsDouble();
    }

    private record Statement(String where, OptionalDouble value) {}

    private OptionalDouble exported(Flag flag) {
        if (flag == Flag.RELU_CLIP) {
            return weights.ceiling();
        }
        Long value = model.integers().get(flag.metadata);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
