package attune.torch;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Does work in as many parts as it takes for the device's memory to hold each, and remembers how many that were: twice as
 * many whenever memory runs out.
 */
final class Division {
    private int parts;

    /**
     * Begins with a number of parts.
     *
     * @param parts 1 unless it is known that more are needed
     */
    Division(int parts) {
        this.parts = parts;
    }

    /**
     * Does the work.
     *
     * @param most number of parts that it can be done in
     * @param work in a number of parts, from the start
     * @param divided told of a new number of parts
     * @throws UserFault if the memory does not hold even the smallest part
     */
    <T> T run(int most, IntFunction<T> work, Consumer<Integer> divided) {
        while (true) {
            int now = Math.min(parts, most);
            try {
                return work.apply(now);
            } catch (RuntimeException e) {
                if (!isWantOfMemory(e)) {
                    throw e;
                }
                if (now == most) {
                    throw full(e);
                }
                parts = Math.min(2 * now, most);
                divided.accept(parts);
            }
        }
    }

    /** Does work that cannot be divided. */
    <T> T whole(Supplier<T> work) {
        return run(1, parts -> work.get(), parts -> {});
    }

    /** By its message, since libtorch's exceptions all come as one class; cuDNN and cuBLAS have a status of their own. */
    static boolean isWantOfMemory(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("out of memory", "can't allocate memory", "alloc_failed")
                .anyMatch(message::contains);
    }

    private static UserFault full(RuntimeException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new UserFault(
                named("device"),
                "its memory does not hold the network with one clip, or one batch of pictures: " + first,
                "end what else computes there, leave out the longest clips or give a smaller " + named("batchSize")
                        + ", or give " + named("device") + " cpu",
                e);
    }
}
