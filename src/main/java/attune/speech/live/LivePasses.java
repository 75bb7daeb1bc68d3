package attune.speech.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the steps of streams through one network, on the threads of the streams. A step waits for no other; but those
 * that find all passes under way are together in the next, which takes less work than one by one.
 */
final class LivePasses {
    /** More would make the first of them wait, and save hardly any more. */
    private static final int STEPS_IN_A_PASS = 16;

    private final int reach;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Deque<LiveLayers> idle;
    private final List<LiveStep> waiting = new ArrayList<>();

    /** As many passes at once as there are copies of the network, 1 or more. */
    LivePasses(List<LiveLayers> copies) {
        this.reach = copies.get(0).reach();
        this.idle = new ArrayDeque<>(copies);
    }

    /** How many frames before and after its own a row depends on, without the recurrent layers. */
    int reach() {
        return reach;
    }

    /** Has a step taken, in a pass on this thread or on that of another stream that waits, too. */
    void take(LiveStep step) {
        lock.lock();
        try {
            waiting.add(step);
            while (!step.isTaken()) {
                if (idle.isEmpty() || waiting.isEmpty()) {
                    change.awaitUninterruptibly();
                } else {
                    pass(idle.remove(), next());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those that go with the one that has waited longest. */
    private List<LiveStep> next() {
        LiveStep first = waiting.get(0);
        List<LiveStep> together =
                waiting.stream().filter(first::goesWith).limit(STEPS_IN_A_PASS).toList();
        waiting.removeAll(together);
        return together;
    }

    private void pass(LiveLayers layers, List<LiveStep> together) {
        lock.unlock();
        try {
            layers.take(together);
        } catch (RuntimeException | Error e) { // these streams fail; the others may not
            together.forEach(step -> step.fail(e));
        } finally {
            lock.lock();
            idle.add(layers);
            change.signalAll();
        }
    }
}
