package attune.torch;

import static org.bytedeco.pytorch.global.torch.empty;
import static org.bytedeco.pytorch.global.torch.from_blob;

import attune.backend.HostMemory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A device's memory, and the way between it and the host's. What the methods make belongs to the caller's scope. */
final class Room {
    private final TensorOptions floats;
    private final TensorOptions longs;

    /**
     * The memory of a device.
     *
     * @param device as libtorch names it, such as {@code cuda:0}
     */
    Room(String device) {
        DeviceOptional here = new DeviceOptional(new Device(device));
        floats = new TensorOptions(ScalarType.Float).device(here);
        longs = new TensorOptions(ScalarType.Long).device(here);
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
