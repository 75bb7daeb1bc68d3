package attune.evaluation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place of an alignment.
 *
 * @param operation what happened here
 * @param reference what was said; null for an insertion
 * @param hypothesis what was recognised; null for a deletion
 */
public record AlignedPair(
        EditOperation operation,
        @Nullable String reference,
        @Nullable String hypothesis) {

    /** Refuses an operation that contradicts its two sides. */
    public AlignedPair {
        if (operation != operationOf(reference, hypothesis)) {
            throw new IllegalArgumentException(
                    "from '" + reference + "' to '" + hypothesis + "' is not of kind " + operation.name());
        }
    }

    static AlignedPair of(@Nullable String reference, @Nullable String hypothesis) {
        return new AlignedPair(operationOf(reference, hypothesis), reference, hypothesis);
    }

    private static EditOperation operationOf(@Nullable String reference, @Nullable String hypothesis) {
        if (reference == null && hypothesis == null) {
            throw new IllegalArgumentException("a pair needs at least one side");
        }
        if (reference == null) {
            return EditOperation.INSERTION;
        }
        if (hypothesis == null) {
            return EditOperation.DELETION;
        }
        return Objects.equals(reference, hypothesis) ? EditOperation.CORRECT : EditOperation.SUBSTITUTION;
    }
}
