package attune.bundle;

import static java.util.Objects.requireNonNull;

/**
 * One axis of an example's array; the batch axis is omitted.
 *
 * @param name of the quantity counted, such as {@code "coefficient"}, {@code "frame"}, {@code "label"}, {@code "row"}
 * @param size 1 or more, or {@link #VARIABLE}
 */
public record Axis(String name, long size) {

    /** The size of an axis that varies between examples. */
    public static final long VARIABLE = -1;

    /** Refuses an axis without a name or size. */
    public Axis {
        requireNonNull(name, "an axis needs a name");
        if (name.isBlank() || (size < 1 && size != VARIABLE)) {
            throw new IllegalArgumentException(
                    "an axis needs a name and a size of 1 or more, or -1 for any: \"" + name + "\", " + size);
        }
    }
}
