package attune.surgery;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.surgery.LayerSpec.BiLstm;
import attune.surgery.LayerSpec.ClippedDense;
import attune.surgery.LayerSpec.Conv;
import attune.surgery.LayerSpec.Dense;
import attune.surgery.LayerSpec.Dropout;
import attune.surgery.LayerSpec.GlobalPool;
import attune.surgery.LayerSpec.Lstm;
import attune.surgery.LayerSpec.Projection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.activations.Activation;

/** Reads the text of a {@link LayerSpec}. */
final class LayerSpecText {
    private static final String WHERE = named("insert");
    private static final String FORMS =
            "use lstm:UNITS, bilstm:UNITS, dense:UNITS or dense:UNITS:ACTIVATION (such as dense:256:relu),"
                    + " projection:UNITS or dropout:PROBABILITY,"
                    + " for images also conv:CHANNELS:KERNEL:ACTIVATION (such as conv:256:3:relu), global-pool:avg or"
                    + " global-pool:max";

    /** As Java writes a positive number, in lower case. */
    private static final String NUMBER = "[0-9.]+(e-?[0-9]+)?";

    private LayerSpecText() {}

    static LayerSpec read(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", -1);
        return switch (parts[0] + "/" + parts.length) {
            case "lstm/2" -> new Lstm(units(text, parts[1]));
            case "bilstm/2" -> new BiLstm(units(text, parts[1]));
            case "dense/2" -> new Dense(units(text, parts[1]), Activation.IDENTITY);
            case "dense/3" -> new Dense(units(text, parts[1]), activation(text, parts[2]));
            case "dense/4" -> clipped(text, parts);
            case "projection/2" -> new Projection(units(text, parts[1]));
            case "dropout/2" -> new Dropout(probability(text, parts[1]));
            case "conv/4" -> new Conv(units(text, parts[1]), kernel(text, parts[2]), activation(text, parts[3]));
            case "global-pool/2" -> new GlobalPool(pooling(text, parts[1]));
            default -> throw new UserFault(WHERE, "'" + text + "' is not a layer that can be inserted", FORMS);
        };
    }

    private static LayerSpec clipped(String text, String[] parts) {
        double ceiling = parts[3].matches(NUMBER) ? parse(parts[3]) : Double.NaN;
        if (!parts[2].equals("clipped-relu") || !(ceiling > 0 && ceiling < 1e9)) {
            throw new UserFault(
                    WHERE,
                    "'" + text + "' has the activation '" + parts[2] + ":" + parts[3] + "'",
                    "use clipped-relu with its ceiling, such as dense:256:clipped-relu:20");
        }
        return new ClippedDense(units(text, parts[1]), ceiling);
    }

    private static int units(String text, String number) {
        // Five digits cannot overflow; no sign, since "+5" would not print as read.
        int units = number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0;
        if (units < 1 || units > LayerSpec.MOST_UNITS) {
            throw new UserFault(
                    WHERE,
                    "'" + text + "' has '" + number + "' units",
                    "use a whole number from 1 to " + LayerSpec.MOST_UNITS);
        }
        return units;
    }

    private static int kernel(String text, String number) {
        int kernel = number.matches("[0-9]{1,2}") ? Integer.parseInt(number) : 0;
        if (kernel < 1 || kernel > LayerSpec.LARGEST_KERNEL || kernel % 2 == 0) {
            throw new UserFault(
                    WHERE,
                    "'" + text + "' has a kernel of '" + number + "'",
                    "use an odd number from 1 to " + LayerSpec.LARGEST_KERNEL);
        }
        return kernel;
    }

    private static LayerSpec.Pooling pooling(String text, String name) {
        return switch (name) {
            case "avg" -> LayerSpec.Pooling.AVG;
            case "max" -> LayerSpec.Pooling.MAX;
            default ->
                throw new UserFault(WHERE, "'" + text + "' has the unknown pooling '" + name + "'", "use avg or max");
        };
    }

    private static Activation activation(String text, String name) {
        for (Activation activation : LayerSpec.ACTIVATIONS) {
            if (activation.name().equalsIgnoreCase(name)) {
                return activation;
            }
        }
        String allowed = LayerSpec.ACTIVATIONS.stream()
                .map(activation -> activation.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new UserFault(WHERE, "'" + text + "' has the unknown activation '" + name + "'", "use one of " + allowed);
    }

    private static double probability(String text, String number) {
        double probability = number.matches(NUMBER) ? parse(number) : Double.NaN;
        if (!(probability > 0 && probability < 1)) {
            throw new UserFault(
                    WHERE,
                    "'" + text + "' drops with probability '" + number + "'",
                    "use a number between 0 and 1, such as dropout:0.2");
        }
        return probability;
    }

    private static double parse(String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return Double.NaN; // such as "0.2.3": the caller says what is wrong
        }
    }
}
