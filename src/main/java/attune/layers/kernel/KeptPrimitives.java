package attune.layers.kernel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Primitives kept from call to call, for batches come in few shapes. Of too many, those are freed that were not used for
 * longest; none while it is in use.
 */
final class KeptPrimitives {
    private static final boolean BY_LAST_USE = true;

    private final engine cpu;
    private final int most;
    private final Map<Key, Kept> all = new LinkedHashMap<>(16, 0.75f, BY_LAST_USE);

    KeptPrimitives(engine cpu, int most) {
        Nd4j.getExecutioner(); // until ND4J has started, its native operations cannot be asked, nor ever after
        this.cpu = cpu;
        this.most = most;
    }

    /** A primitive divides its work among as many OpenMP threads as the thread that makes it may use. */
    private record Key(Primitives.Task<?> task, int threads) {
        static Key here(Primitives.Task<?> task) {
            return new Key(
                    task, NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
        }
    }

    private static final class Kept {
        final Primitives primitives;
        int users;

        Kept(Primitives primitives) {
            this.primitives = primitives;
        }
    }

    /**
     * A task's primitives, in use until the loan is closed.
     *
     * @param <P> what they are
     */
    final class Loan<P extends Primitives> implements AutoCloseable {
        private final Kept kept;
        private final P primitives;

        private Loan(Kept kept, P primitives) {
            this.kept = kept;
            this.primitives = primitives;
        }

        P primitives() {
            return primitives;
        }

        @Override
        public void close() {
            giveBack(kept);
        }
    }

    /** Lends a task's primitives, made for this thread's number of OpenMP threads if there are none yet. */
    @SuppressWarnings("unchecked") // a task makes its own type
    synchronized <P extends Primitives> Loan<P> lend(Primitives.Task<P> task) {
        Kept kept = all.computeIfAbsent(Key.here(task), absent -> new Kept(task.on(cpu)));
        kept.users++;
        return new Loan<>(kept, (P) kept.primitives);
    }

    private synchronized void giveBack(Kept kept) {
        kept.users--;
        Iterator<Kept> eldestFirst = all.values().iterator();
        while (all.size() > most && eldestFirst.hasNext()) {
            Kept eldest = eldestFirst.next();
            if (eldest.users == 0) {
                eldestFirst.remove();
                eldest.primitives.close();
            }
        }
    }
}
