package attune.jobs;

import attune.backend.HostMemory;
import attune.layers.kernel.Kernels;
import attune.torch.DeviceReport;
import attune.torch.TorchDevice;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Reports the devices the program computes on. */
public final class Devices {

    /**
     * Examines the devices.
     *
     * @return one line per finding, the backend first
     */
    public List<String> run() {
        List<String> lines = new ArrayList<>();
        boolean cpu = HostMemory.onCpu();
        lines.add("backend: " + (cpu ? "CPU" : "CUDA") + " (ND4J "
                + Nd4j.getBackend().getClass().getSimpleName() + ")");
        lines.add(
                "recurrent kernel for float: " + Kernels.forType(DataType.FLOAT).name());
        if (!cpu) {
            lines.addAll(gpus(NativeOpsHolder.getInstance().getDeviceNativeOps()));
        }
        lines.addAll(DeviceReport.lines());
        lines.add("--device auto: " + TorchDevice.chosenName().orElse("cpu"));
        lines.addAll(Machine.lines());
        return lines;
    }

    private static List<String> gpus(NativeOps ops) {
        List<String> lines = new ArrayList<>();
        for (int device = 0; device < ops.getAvailableDevices(); device++) {
            ComputeCapability capability =
                    new ComputeCapability(ops.getDeviceMajor(device), ops.getDeviceMinor(device));
            lines.add("GPU " + device + ": " + ops.getDeviceName(device) + ", " + capability.verdict());
        }
        return lines;
    }
}
