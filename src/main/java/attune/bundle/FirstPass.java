package attune.bundle;

import attune.fault.UserFault;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A first pass through a network that was read: what does not fit in it may show only when it computes. */
public final class FirstPass {
    private FirstPass() {}

    /**
     * Refuses a network that cannot compute. Want of memory may be the machine's fault or, where a hostile file claims
     * too much, the file's.
     *
     * @param where it was read
     * @param pass runs it, on as small an input as it takes
     * @throws UserFault with the reason
     */
    public static void require(String where, Runnable pass) {
        try {
            pass.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            if (isForWantOfMemory(e)) {
                throw new UserFault(
                        where,
                        "there is too little memory for the network (" + e.getMessage() + ")",
                        "give Java more with ATTUNE_JAVA_OPTS=-Xmx8g or, if there should be enough, get the file again",
                        e);
            }
            String why = Optional.ofNullable(e.getMessage()).orElse("a part of it is missing");
            throw new UserFault(where, "the network cannot compute (" + why + ")", "get the file again", e);
        }
    }

    /**
     * Whether there was too little memory. DL4J wraps what its arrays throw, as {@link #require} does.
     *
     * @param e what was thrown
     * @return whether an {@link OutOfMemoryError} is among its causes
     */
    public static boolean isForWantOfMemory(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).anyMatch(OutOfMemoryError.class::isInstance);
    }
}
