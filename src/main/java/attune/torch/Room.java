package attune.torch;

import static org.bytedeco.pytorch.global.torch.empty;
import static org.bytedeco.pytorch.global.torch.from_blob;

import attune.backend.HostMemory;
import attune.backend.QuietExit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A device's memory, and the way between it and the host's. What the methods make belongs to the caller's scope, such as
 * that of {@link #compute}.
 */
final class Room {
    final Precision products;
    private final QuietExit exit;
    private final TensorOptions floats;
    private final TensorOptions longs;

    /**
     * The memory of a device.
     *
     * @param device as libtorch names it, such as {@code cuda:0}
     * @param products how it multiplies, which holds for the whole process
     * @param exit keeps the JVM from exiting in the middle of native code
     */
    Room(String device, Precision products, QuietExit exit) {
        products.prepare();
        this.products = products;
        this.exit = exit;
        DeviceOptional here = new DeviceOptional(new Device(device));
        floats = new TensorOptions(ScalarType.Float).device(here);
        longs = new TensorOptions(ScalarType.Long).device(here);
    }

    /** Runs native code, whose tensors end with it. */
    void run(Runnable work) {
        exit.during(() -> {
            try (PointerScope scope = new PointerScope()) {
                work.run();
            }
        });
    }

    /** The same for work with a result, which is no tensor. */
    <T> T compute(Supplier<T> work) {
        List<T> result = new ArrayList<>(1);
        run(() -> result.add(work.get()));
        return result.get(0);
    }

    TensorOptions longs() {
        return longs;
    }

    Tensor zeros(long... shape) {
        return torch.zeros(shape, floats);
    }

    /** A copy of an array that is contiguous in the host's memory, of any shape of as many elements. */
    Tensor copy(INDArray array, long... shape) {
        return copy(HostMemory.pointer(array), shape);
    }

    Tensor copy(float[] values, long... shape) {
        try (FloatPointer host = new FloatPointer(values)) {
            return copy(host, shape);
        }
    }

    private Tensor copy(FloatPointer host, long[] shape) {
        Tensor made = empty(shape, floats, new MemoryFormatOptional());
        made.copy_(from_blob(host, shape)); // gives a reference to what is made, but does not keep it
        return made;
    }

    Tensor copy(long[] values) {
        return hostCopy(values).to(longs, false, false, new MemoryFormatOptional());
    }

    /** Where libtorch wants numbers on the host, whatever the device. */
    static Tensor hostCopy(long[] values) {
        try (LongPointer host = new LongPointer(values)) {
            return from_blob(host, new long[] {values.length}, new TensorOptions(ScalarType.Long))
                    .clone();
        }
    }

    /** Writes a tensor into an array that is contiguous in the host's memory. */
    static void fetch(Tensor tensor, INDArray into) {
        from_blob(HostMemory.pointer(into), into.length()).copy_(tensor.view(into.length()));
    }

    /** The values of a tensor, row-major. */
    static float[] values(Tensor tensor) {
        Tensor host = tensor.detach().contiguous().cpu();
        float[] values = new float[Math.toIntExact(host.numel())];
        new FloatPointer(host.data_ptr()).get(values);
        return values;
    }
}
