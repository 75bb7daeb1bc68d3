package attune.backend;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets the JVM exit only between primitives. On SIGTERM the process runs the native libraries' destructors while other
 * threads continue; one inside oneDNN or libtorch may then crash. So a shutdown hook takes the lock that primitives share
 * and keeps it: it waits for those running, and none starts after it.
 */
public final class QuietExit {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private QuietExit() {}

    /**
     * Adds the shutdown hook.
     *
     * @return the lock
     */
    public static QuietExit install() {
        QuietExit exit = new QuietExit();
        Runtime.getRuntime().addShutdownHook(new Thread(exit.lock.writeLock()::lock, "quiet exit"));
        return exit;
    }

    /**
     * Runs a primitive; never returns once the JVM is ending.
     *
     * @param primitive native code
     */
    public void during(Runnable primitive) {
        during(() -> {
            primitive.run();
            return primitive;
        });
    }

    /**
     * The same for one with a result.
     *
     * @param primitive native code
     * @param <T> the result's type
     * @return what it returns
     */
    public <T> T during(Supplier<T> primitive) {
        lock.readLock().lock();
        try {
            return primitive.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
