package attune.cli;

import attune.layers.kernel.Kernels;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What computes, for every command that runs a network. */
final class ComputingOptions {
    private static final String AUTO = "auto";

    @Expert(Topic.COMPUTING)
    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            defaultValue = AUTO,
            converter = ByName.class,
            description =
                    "Kernel of the recurrent layers: ${COMPLETION-CANDIDATES}. onednn-bf16 computes with three digits,"
                            + " except when it trains layers of more than 512 units; on a CPU with AMX it is faster in"
                            + " batches of 32, elsewhere it hardly is. Default: auto, the fastest in full precision.")
    private Kernels.Choice choice;

    @Mixin
    private DeviceOption device;

    /** Makes the choices, and refuses one that cannot run here before any work is done. */
    void choose() {
        device.choose();
        if (choice != Kernels.Choice.AUTO) {
            System.setProperty(Kernels.PROPERTY, choice.toString());
            Kernels.forType(DataType.FLOAT);
        }
    }

    /** Reads the name that users write. */
    static final class ByName implements ITypeConverter<Kernels.Choice> {
        @Override
        public Kernels.Choice convert(String name) {
            return Arrays.stream(Kernels.Choice.values())
                    .filter(each -> each.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of "
                            + Arrays.toString(Kernels.Choice.values()).replaceAll("[\\[\\]]", "")));
        }
    }
}
