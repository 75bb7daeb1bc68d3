package attune.cli;

import attune.torch.TorchDevice;
import picocli.CommandLine.Option;

/** Where the network is computed, for every command that runs one. */
final class DeviceOption {
    private static final String AUTO = "auto";

    @Expert(Topic.COMPUTING)
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = AUTO,
            description = "What computes the network: " + TorchDevice.NAMES + ". A card needs a build with -Pcuda, see"
                    + " docs/gpu.md; with tf32 it computes with four digits, with bf16 with three. torch-cpu is for trying"
                    + " that without a card. Default: auto, the first card if there is one, else the CPU.")
    private String device;

    /** Makes the choice, and refuses one that cannot run here before any work is done. */
    void choose() {
        if (!device.equals(AUTO)) {
            TorchDevice.choose(device);
        }
    }
}
