package attune.bundle;

import java.util.List;

/**
 * One parameter as the weight file lists it.
 *
 * @param name {@code vertex/param}, such as {@code lstm1/W}
 * @param storage the storage type of its numbers
 * @param shape its extent along each axis, the last varying fastest in the file; empty for a single number
 */
public record TensorInfo(String name, WeightStorage storage, List<Long> shape) {

    /** Refuses an extent below 0 and more numbers than a file can hold. */
    public TensorInfo {
        shape = List.copyOf(shape);
        long count = storage.bytes();
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("a negative extent in the shape " + shape);
            }
            count = Math.multiplyExact(count, extent);
        }
    }

    /**
     * Number of elements.
     *
     * @return the product of its extents
     */
    public long count() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /**
     * Size in the file.
     *
     * @return bytes
     */
    public long bytes() {
        return count() * storage.bytes();
    }
}
