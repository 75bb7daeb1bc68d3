package attune.layers.kernel;

import attune.backend.HostMemory;
import attune.backend.QuietExit;
import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** oneDNN for float pictures, on all cores OpenMP may use. Thread-safe. */
final class OneDnnPictures {
    /** Room for a few layers of a large batch; idle memory beyond it returns to the system. */
    private static final long IDLE_BUFFER_BYTES = 1L << 29;

    private static final Logger LOG = LoggerFactory.getLogger(OneDnnPictures.class);

    private final OneDnn library =
            new OneDnn(new engine(engine.kind.cpu, 0), new FloatBuffers(IDLE_BUFFER_BYTES), memory.data_type.f32);
    private final ThreadLocal<stream> streams = ThreadLocal.withInitial(() -> new stream(library.cpu()));
    private final QuietExit exit = QuietExit.install();

    private OneDnnPictures() {}

    /** Loads the native library on first use. */
    private static final class Holder {
        static final @Nullable OneDnnPictures HERE = load();

        private static @Nullable OneDnnPictures load() {
            try {
                return HostMemory.onCpu() ? new OneDnnPictures() : null;
            } catch (LinkageError e) {
                LOG.warn("oneDNN does not load here; pictures will be slow: {}", e.toString());
                return null;
            }
        }
    }

    /**
     * The library; absent on a backend other than the CPU, if it does not load, or if {@link Kernels#PROPERTY} asks for
     * the portable kernel.
     */
    static Optional<OneDnnPictures> here() {
        return Kernels.Choice.ofProperty() == Kernels.Choice.PORTABLE
                ? Optional.empty()
                : Optional.ofNullable(Holder.HERE);
    }

    engine cpu() {
        return library.cpu();
    }

    /** Work on the library's queue, with its own memory. */
    interface Work {
        void on(stream queue, OneDnnRoom room);
    }

    /** Does the work, and waits for it. */
    void run(Work work) {
        stream queue = streams.get();
        exit.during(() -> {
            try (PointerScope local = new PointerScope();
                    OneDnnRoom room = new OneDnnRoom(library, queue)) {
                work.on(queue, room);
                queue._wait();
            }
        });
    }
}
