package attune.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The sizes of a tensor, outermost first.
 *
 * @param sizes empty for a single number
 */
record Shape(List<Long> sizes) {
    /** TensorFlow's tensors have no more. */
    static final int MOST_DIMENSIONS = 254;

    Shape {
        sizes = List.copyOf(sizes);
    }

    static Shape of(long... sizes) {
        return new Shape(LongStream.of(sizes).boxed().toList());
    }

    /** Reads a {@code TensorShapeProto}. */
    static Shape read(Stretch message, String tensor) {
        List<Long> sizes = new ArrayList<>();
        ProtoFields fields = new ProtoFields(message, "the shape of " + tensor);
        while (fields.next()) {
            if (fields.number() == 2) {
                sizes.add(size(fields.bytes(), tensor));
            }
            if ((fields.number() == 3 && fields.integer() != 0) || sizes.size() > MOST_DIMENSIONS) {
                throw message.fault(0, "the shape of " + tensor + " is unknown");
            }
        }
        return new Shape(sizes);
    }

    private static long size(Stretch message, String tensor) {
        long size = 0;
        ProtoFields fields = new ProtoFields(message, "the shape of " + tensor);
        while (fields.next()) {
            if (fields.number() == 1) {
                size = fields.integer();
            }
        }
        if (size < 0) {
            throw message.fault(0, "the shape of " + tensor + " has a size of " + size);
        }
        return size;
    }

    /** The number of elements, at most {@code Long.MAX_VALUE}. */
    long count() {
        long count = 1;
        for (long size : sizes) {
            if (size != 0 && count > Long.MAX_VALUE / size) {
                return Long.MAX_VALUE;
            }
            count *= size;
        }
        return count;
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(" × ", "[", "]"));
    }
}
