package attune.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Counts what is going on, and refuses more than the limits allow before anything is read: a queue that is only counted
 * behind the threads that serve it has no end.
 */
final class Admission {
    private final Limits limits;
    private final Semaphore uploads;
    private final Map<String, Integer> ofCallers = new HashMap<>();
    private int transcriptions;
    private int live;

    Admission(Limits limits) {
        this.limits = limits;
        this.uploads = new Semaphore(limits.uploads(), true);
    }

    /** A place that is given back when closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** A place for one transcription. */
    synchronized Place transcription(Caller caller) {
        int own = ofCallers.getOrDefault(caller.name(), 0);
        if (caller.keyed() && own >= limits.perKey()) {
            throw Fault.tooMany("This key has " + own + " transcriptions going on, which is its limit; wait for one")
                    .refusal();
        }
        if (transcriptions >= limits.queue()) {
            throw Fault.busy(transcriptions + " transcriptions are going on or waiting, which is the limit; try again")
                    .refusal();
        }
        transcriptions++;
        ofCallers.merge(caller.name(), 1, Integer::sum);
        return () -> leave(caller);
    }

    private synchronized void leave(Caller caller) {
        transcriptions--;
        ofCallers.computeIfPresent(caller.name(), (name, count) -> count > 1 ? count - 1 : null);
    }

    /** A place for one live session. */
    synchronized Place live() {
        if (live >= limits.live()) {
            throw Fault.busy(live + " live sessions are open, which is the limit; try again")
                    .refusal();
        }
        live++;
        return this::leaveLive;
    }

    private synchronized void leaveLive() {
        live--;
    }

    /** Waits for a place to receive a body in. */
    Place upload() {
        try {
            if (!uploads.tryAcquire(limits.answerSeconds(), TimeUnit.SECONDS)) {
                throw Fault.busy("Too many uploads are coming at once; try again")
                        .refusal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.busy("The server is stopping").refusal();
        }
        return uploads::release;
    }

    synchronized int transcriptions() {
        return transcriptions;
    }

    synchronized int liveSessions() {
        return live;
    }
}
