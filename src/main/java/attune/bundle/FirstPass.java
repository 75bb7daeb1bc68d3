package attune.bundle;

import attune.fault.UserFault;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A first pass through a network that was read: what does not fit in it may show only when it computes. */
public final class FirstPass {
    private FirstPass() {}

    /**
     * Refuses a network that cannot compute. Want of memory is not the file's fault, and passes.
     *
     * @param where it was read
     * @param pass runs it, on as small an input as it takes
     * @throws UserFault with the reason
     */
    public static void require(String where, Runnable pass) {
        try {
            pass.run();
        } catch (RuntimeException e) {
            if (isForWantOfMemory(e)) {
                throw e;
            }
            String why = Optional.ofNullable(e.getMessage()).orElse("a part of it is missing");
            throw new UserFault(where, "the network cannot compute (" + why + ")", "get the file again", e);
        }
    }

    /** DL4J wraps what its arrays throw. */
    private static boolean isForWantOfMemory(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).anyMatch(OutOfMemoryError.class::isInstance);
    }
}
