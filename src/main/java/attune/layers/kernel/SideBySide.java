package attune.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
        List<CompletableFuture<?>> others = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            int number = part;
            others.add(CompletableFuture.runAsync(() -> work.accept(number), THREADS));
        }
        Throwable failure = failure(() -> work.accept(0));
        // All of them: none may continue in memory that its caller has released.
        for (CompletableFuture<?> other : others) {
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

    /**
     * Makes something in each part; if a part fails, what the others made is closed.
     *
     * @param parts number of parts, 1 or more
     * @param maker receives each part's index, from 0
     * @return what was made, in the order of the parts
     * @throws IllegalStateException if a part failed, with its reason
     */
    public static <T extends RecurrentKernel.Pass> List<T> open(int parts, IntFunction<T> maker) {
        AtomicReferenceArray<@Nullable T> made = new AtomicReferenceArray<>(parts);
        try {
            run(parts, part -> made.set(part, maker.apply(part)));
        } catch (RuntimeException | Error e) {
            IntStream.range(0, parts)
                    .mapToObj(made::get)
                    .filter(Objects::nonNull)
                    .forEach(RecurrentKernel.Pass::close);
            throw e;
        }
        return IntStream.range(0, parts)
                .mapToObj(made::get)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable Throwable failure(Runnable work) {
        try {
            work.run();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /** Even for a caller that is interrupted. */
    private static void await(CompletableFuture<?> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) { // out of memory, which has its own remedy
                throw error;
            }
            throw new IllegalStateException("a part of a recurrent layer failed", e.getCause());
        }
    }
}
