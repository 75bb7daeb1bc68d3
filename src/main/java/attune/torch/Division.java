package attune.torch;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;

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
     * @throws RuntimeException of the work, if it is not a want of memory that more parts could end
     */
    <T> T run(int most, IntFunction<T> work, Consumer<Integer> divided) {
        while (true) {
            int now = Math.min(parts, most);
            try {
                return work.apply(now);
            } catch (RuntimeException e) {
                if (!isWantOfMemory(e) || now == most) {
                    throw e;
                }
                parts = Math.min(2 * now, most);
                divided.accept(parts);
            }
        }
    }

    /** By its message, since libtorch's exceptions all come as one class. */
    static boolean isWantOfMemory(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory") || message.contains("can't allocate memory");
    }
}
