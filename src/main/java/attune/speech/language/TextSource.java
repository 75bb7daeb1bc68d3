package attune.speech.language;

import attune.fault.UserFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A text and its weight.
 *
 * @param path plain text or manifest
 * @param weight above 0; if only some texts have one, the others count 1
 */
public record TextSource(Path path, OptionalDouble weight) {

    /** Refuses a weight that is not positive. */
    public TextSource {
        double value = weight.orElse(1);
        if (!(value > 0 && Double.isFinite(value))) {
            throw new UserFault(
                    path.toString(), "its weight must be above 0, not '" + value + "'", "give a weight such as 0.3");
        }
    }

    /**
     * Reads {@code TEXT} or {@code TEXT:WEIGHT}. The part after the last colon is a weight if it is a number and no
     * file has the whole name.
     *
     * @param argument as the user gave it
     * @return the text and its weight
     */
    public static TextSource parse(String argument) {
        int colon = argument.lastIndexOf(':');
        if (colon > 0 && !Files.exists(Path.of(argument))) {
            try {
                double weight = Double.parseDouble(argument.substring(colon + 1));
                return new TextSource(Path.of(argument.substring(0, colon)), OptionalDouble.of(weight));
            } catch (NumberFormatException e) {
                return new TextSource(Path.of(argument), OptionalDouble.empty());
            }
        }
        return new TextSource(Path.of(argument), OptionalDouble.empty());
    }
}
