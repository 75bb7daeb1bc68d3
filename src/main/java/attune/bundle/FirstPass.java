package attune.bundle;

import attune.fault.UserFault;
import java.util.Optional;

/** A first pass through a network that was read: what does not fit in it may show only when it computes. */
public final class FirstPass {
    private FirstPass() {}

    /**
     * Refuses a network that cannot compute.
     *
     * @param where it was read
     * @param pass runs it, on as small an input as it takes
     * @throws UserFault with the reason
     */
    public static void require(String where, Runnable pass) {
        try {
            pass.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            String why = Optional.ofNullable(e.getMessage()).orElse("a part of it is missing");
            throw new UserFault(where, "the network cannot compute (" + why + ")", "get the file again", e);
        }
    }
}
