package attune.shards;

import java.util.List;

/**
 * All that a command's results depend on: parts of the same work, divided alike, fit together.
 *
 * @param command its name, such as {@code transcribe}
 * @param inputs SHA-256 of what it works on
 * @param models SHA-256 of each model
 * @param options whatever else makes a difference, files by their digests
 */
public record Work(String command, String inputs, List<String> models, String options) {
    /** Copies the list. */
    public Work {
        models = List.copyOf(models);
    }

    /** In what a part of another work differs from the parts of this one; empty if in nothing. */
    String differenceOf(Work other) {
        if (!command.equals(other.command)) {
            return "is a part of " + other.command + ", not of " + command;
        }
        if (!inputs.equals(other.inputs)) {
            return "is of other inputs: their names, times or texts differ";
        }
        if (!models.equals(other.models)) {
            return "is of another model";
        }
        return options.equals(other.options) ? "" : "was made with " + other.options + ", not with " + options;
    }
}
