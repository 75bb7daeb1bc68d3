package attune.bundle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Part of opening a model, done beside the rest. On a thread of its own, which has the class loader of the one that begins
 * it; one of the common pool might not.
 *
 * @param <T> what it gives
 */
public final class Aside<T> {
    private final CompletableFuture<T> future;

    private Aside(CompletableFuture<T> future) {
        this.future = future;
    }

    /**
     * Begins.
     *
     * @param work to be done
     * @param <T> what it gives
     * @return to ask for that
     */
    public static <T> Aside<T> begin(Supplier<T> work) {
        return new Aside<>(CompletableFuture.supplyAsync(work, run -> new Thread(run, "aside").start()));
    }

    /**
     * Waits for the end, and throws what the work threw, as on one thread.
     *
     * @return what it gave
     */
    public T result() {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            if (e.getCause() instanceof Error error) { // out of memory, which has its own remedy
                throw error;
            }
            throw e;
        }
    }
}
