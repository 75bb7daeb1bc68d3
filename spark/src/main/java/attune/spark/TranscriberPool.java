package attune.spark;

import attune.speech.Transcriber;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An executor's transcribers, one for each task that runs at a time, since a network serves one thread. The model is
 * opened once; its weights are the same memory for all. Static, because tasks share nothing but their process, which
 * belongs to one job.
 */
final class TranscriberPool {
    private static final Deque<Transcriber> FREE = new ArrayDeque<>();
    private static Recogniser.@Nullable Opened opened;

    private TranscriberPool() {}

    static synchronized Transcriber take(Recogniser recogniser) throws IOException {
        if (!FREE.isEmpty()) {
            return FREE.pop();
        }
        if (opened == null) {
            opened = recogniser.open();
        }
        return new Transcriber(opened.model().share(), opened.decoder());
    }

    /** Not to be called after a failure: a network that broke off is thrown away. */
    static synchronized void giveBack(Transcriber transcriber) {
        FREE.push(transcriber);
    }
}
