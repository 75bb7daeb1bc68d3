package attune.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs the parts of a layer's work on separate threads. */
public final class SideBySide {
    /**
     * Kept from call to call because oneDNN keeps scratch memory per thread; idle threads end by themselves. Not the
     * common pool: a thread waiting there may be given other work meanwhile, such as another clip of a parallel stream
     * that needs this very network.
     */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "recurrent layer");
        thread.setDaemon(true);
        return thread;
    });

    private SideBySide() {}

    /**
     * Does all parts, the first on the calling thread, and waits for them.
     *
     * @param parts number of parts, 1 or more
     * @param work receives each part's index, from 0
     * @throws IllegalStateException if a part failed, with its reason
     */
    public static void run(int parts, IntConsumer work) {
        List<Future<?>> others = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            int number = part;
            others.add(THREADS.submit(() -> work.accept(number)));
        }
        Throwable failure = failure(() -> work.accept(0));
        for (Future<?> other : others) { // all of them: none may continue in memory that its caller has released
            Throwable further = failure(() -> await(other));
            failure = failure == null ? further : failure;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private static @Nullable Throwable failure(Runnable work) {
        try {
            work.run();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private static void await(Future<?> work) {
        boolean interrupted = false;
        try {
            boolean done = false;
            while (!done) {
                try {
                    work.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) { // out of memory, which has its own remedy
                throw error;
            }
            throw new IllegalStateException("a part of a recurrent layer failed", e.getCause());
        } finally {
            if (interrupted) { // whoever waits next may end
                Thread.currentThread().interrupt();
            }
        }
    }
}
