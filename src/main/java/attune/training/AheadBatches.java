package attune.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/**
 * What a replica trains on in an epoch, in order, the next one prepared on all cores while the current one trains. The parallel streams that
 * prepare its examples run in the pool of their caller, so in this one: a training step's own never wait for them.
 */
final class AheadBatches implements AutoCloseable {
    private final ForkJoinPool workers = new ForkJoinPool();
    private final Batches batches;
    private final Replica replica;
    private final int epoch;
    private int upcoming;
    private Future<Batch> prepared;

    AheadBatches(Batches batches, Replica replica, int epoch, int first) {
        this.batches = batches;
        this.replica = replica;
        this.epoch = epoch;
        this.upcoming = first;
        this.prepared = prepare();
    }

    Batch next() {
        Batch batch = await(prepared);
        upcoming += replica.stride();
        if (upcoming < batches.perEpoch()) {
            prepared = prepare();
        }
        return batch;
    }

    /** Waits for a batch in preparation, and frees it if it was not taken. */
    @Override
    public void close() {
        workers.shutdown();
        if (upcoming < batches.perEpoch()) {
            try {
                prepared.get().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                // It failed, so there is nothing to free; a caller that stopped early reports a reason of its own.
                return;
            }
        }
    }

    private Future<Batch> prepare() {
        int index = upcoming;
        return workers.submit(() -> replica.batch(batches, epoch, index));
    }

    private static Batch await(Future<Batch> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a batch was being prepared", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) { // such as out of memory, which has a remedy of its own
                throw error;
            }
            throw new IllegalStateException("a batch could not be prepared", e.getCause());
        }
    }
}
