package attune.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What waits for the next pass of a network. Owners take turns, one item each, so that one with many delays nobody.
 *
 * @param <T> what waits
 */
final class TurnQueue<T> {
    private final ToIntFunction<T> size;
    /** By owner; the one whose turn it is comes first. */
    private final Map<Object, Deque<T>> waiting = new LinkedHashMap<>();

    private boolean closed;

    TurnQueue(ToIntFunction<T> size) {
        this.size = size;
    }

    synchronized void add(Object owner, T item) {
        if (closed) {
            throw new IllegalStateException("this queue is closed");
        }
        waiting.computeIfAbsent(owner, key -> new ArrayDeque<>()).add(item);
        notifyAll();
    }

    /**
     * Takes what is waiting, or waits for the first item; never for a second.
     *
     * @param most items
     * @param room for the sum of their sizes, but the first always fits
     * @return none once the queue is closed and empty
     */
    synchronized List<T> take(int most, int room) throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        List<T> taken = new ArrayList<>();
        int left = room;
        while (!waiting.isEmpty() && taken.size() < most) {
            Map.Entry<Object, Deque<T>> turn = waiting.entrySet().iterator().next();
            T item = turn.getValue().element();
            if (!taken.isEmpty() && size.applyAsInt(item) > left) {
                break;
            }
            left -= size.applyAsInt(item);
            taken.add(turn.getValue().remove());
            waiting.remove(turn.getKey());
            if (!turn.getValue().isEmpty()) {
                waiting.put(turn.getKey(), turn.getValue()); // behind the others
            }
        }
        return taken;
    }

    /** Lets what is waiting be taken, and nothing more be added. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized int size() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }
}
