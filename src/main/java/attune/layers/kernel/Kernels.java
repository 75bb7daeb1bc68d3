package attune.layers.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the recurrent kernel: oneDNN for float on the CPU where its library loads, otherwise the portable one. The
 * system property {@code attune.kernel} ({@code onednn} or {@code portable}) forces the choice.
 *
 * <p>DL4J makes layer objects from their configuration alone, so there is nobody who could hand them a kernel; hence
 * the one shared instance here, made when the first recurrent layer runs.
 */
public final class Kernels {
    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

    private Kernels() {}

    /** Loads the native library when first touched, and only then. */
    private static final class Holder {
        static final RecurrentKernel PORTABLE = new PortableKernel();
        static final @Nullable RecurrentKernel ONEDNN = load();

        private static @Nullable RecurrentKernel load() {
            if (!onCpu()) {
                LOG.debug("the backend is not the CPU: portable recurrent kernel");
                return null;
            }
            try {
                return new OneDnnKernel();
            } catch (LinkageError e) {
                LOG.warn("oneDNN does not load here, training will be slow: {}", e.toString());
                return null;
            }
        }
    }

    /**
     * Whether ND4J computes on the CPU.
     *
     * @return true for its native backend, false for CUDA's
     */
    public static boolean onCpu() {
        return Nd4j.getExecutioner().getClass().getSimpleName().equals("NativeOpExecutioner");
    }

    /**
     * The kernel for a data type.
     *
     * @param type the network's
     * @return the fastest that can do it, or the one the property forces
     * @throws IllegalStateException if the forced one cannot
     */
    public static RecurrentKernel forType(DataType type) {
        String forced = System.getProperty("attune.kernel", "auto");
        RecurrentKernel onednn = type == DataType.FLOAT ? Holder.ONEDNN : null;
        return switch (forced) {
            case "portable" -> Holder.PORTABLE;
            case "auto" -> onednn != null ? onednn : Holder.PORTABLE;
            case "onednn" -> {
                if (onednn == null) {
                    throw new IllegalStateException("attune.kernel=onednn: oneDNN cannot run " + type + " here");
                }
                yield onednn;
            }
            default ->
                throw new IllegalStateException("attune.kernel=" + forced + ": knows only auto, onednn and portable");
        };
    }
}
