package attune.layers.kernel;

import attune.backend.HostMemory;
import attune.fault.UserFault;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the recurrent kernel: oneDNN in float where ND4J computes floats on the CPU and the library loads, otherwise
 * the portable one. The system property {@code attune.kernel} overrides the choice; bfloat16 is used only if it says
 * so.
 *
 * <p>DL4J creates layer objects from their configuration alone, so no kernel can be injected; hence the shared
 * instances here, created when the first recurrent layer runs.
 */
public final class Kernels {
    /** The system property that forces a kernel. */
    public static final String PROPERTY = "attune.kernel";

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
    private static final RecurrentKernel PORTABLE = new PortableKernel();
    private static final AtomicBoolean MAKING = new AtomicBoolean();

    private Kernels() {}

    /** The values of the property. */
    public enum Choice {
        /** The fastest in full precision. */
        AUTO,
        /** oneDNN in float. */
        ONEDNN,
        /** oneDNN in bfloat16, but wide layers train in float. */
        ONEDNN_BF16,
        /** ND4J's operations. */
        PORTABLE;

        /**
         * The name users write.
         *
         * @return such as {@code onednn-bf16}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Choice ofProperty() {
            String text = System.getProperty(PROPERTY, AUTO.toString());
            return Arrays.stream(values())
                    .filter(choice -> choice.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new UserFault(
                            PROPERTY,
                            "'" + text + "' is not a recurrent kernel",
                            "use one of " + Arrays.toString(values())));
        }
    }

    /** Loads the native library on first use. */
    private static final class OneDnnHolder {
        static final @Nullable RecurrentKernel FLOAT = load();

        private static @Nullable RecurrentKernel load() {
            if (!HostMemory.onCpu()) {
                LOG.info("the backend is not the CPU: using the portable recurrent kernel");
                return null;
            }
            try {
                RecurrentKernel kernel = OneDnnKernel.inFloat();
                LOG.info("recurrent kernel for floats: {}", kernel.name());
                return kernel;
            } catch (LinkageError e) {
                LOG.warn("oneDNN does not load here; training will be slow: {}", e.toString());
                return null;
            }
        }
    }

    private static final class Bfloat16Holder {
        static final @Nullable RecurrentKernel BF16 = OneDnnHolder.FLOAT != null && OneDnnKernel.hasBfloat16()
                ? OneDnnKernel.inBfloat16(OneDnnHolder.FLOAT)
                : null;
    }

    /**
     * Begins to make the kernel for a data type on a thread of its own, which loads the native library, unless that was
     * begun before. What is wrong with it will be said by {@link #forType}.
     *
     * @param type the network's
     */
    public static void makeAhead(DataType type) {
        if (type == DataType.FLOAT && MAKING.compareAndSet(false, true)) {
            Thread maker = new Thread(
                    () -> {
                        try {
                            forType(type);
                        } catch (UserFault | LinkageError e) {
                            LOG.debug("no kernel ahead", e);
                        }
                    },
                    "kernel");
            maker.setDaemon(true);
            maker.start();
        }
    }

    /**
     * The kernel for a data type.
     *
     * @param type the network's
     * @return the fastest suitable one in full precision, or the one the property names
     * @throws UserFault if the property names an unknown kernel, or one that cannot run here
     */
    public static RecurrentKernel forType(DataType type) {
        Choice choice = Choice.ofProperty();
        RecurrentKernel kernel = switch (choice) {
            case PORTABLE -> PORTABLE;
            case AUTO -> type == DataType.FLOAT && OneDnnHolder.FLOAT != null ? OneDnnHolder.FLOAT : PORTABLE;
            case ONEDNN -> type == DataType.FLOAT ? OneDnnHolder.FLOAT : null;
            case ONEDNN_BF16 -> type == DataType.FLOAT ? Bfloat16Holder.BF16 : null;
        };
        if (kernel == null) {
            String lack = choice == Choice.ONEDNN_BF16 ? " (this CPU has no bfloat16 arithmetic, or " : " (";
            throw new UserFault(
                    "recurrent kernel " + choice,
                    "it cannot run " + type + " here" + lack + "oneDNN is missing)",
                    "leave the choice to the program");
        }
        return kernel;
    }
}
