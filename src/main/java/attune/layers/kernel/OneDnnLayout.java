package attune.layers.kernel;

import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;

/** oneDNN's descriptions of the arrays of one shape in one data type. */
final class OneDnnLayout {
    final memory.desc x;
    final memory.desc y;
    final memory.desc state;
    final memory.desc weightsInput;
    final memory.desc weightsRecurrent;
    /** The same weights in the layout the primitive prefers. */
    final memory.desc weightsInputAny;

    final memory.desc weightsRecurrentAny;
    final memory.desc bias;
    private final memory.data_type type;

    OneDnnLayout(LstmShape shape, memory.data_type type) {
        this.type = type;
        long units = shape.units();
        long[] inputDims = {1, 1, shape.inputs(), 4, units};
        long[] recurrentDims = {1, 1, units, 4, units};
        memory.format_tag any = memory.format_tag.any;
        memory.format_tag plain = memory.format_tag.ldigo;
        x = describe(memory.format_tag.tnc, shape.frames(), shape.utterances(), shape.inputs());
        y = describe(memory.format_tag.tnc, shape.frames(), shape.utterances(), units);
        state = describe(memory.format_tag.ldnc, 1, 1, shape.utterances(), units);
        weightsInput = describe(plain, inputDims);
        weightsRecurrent = describe(plain, recurrentDims);
        weightsInputAny = describe(any, inputDims);
        weightsRecurrentAny = describe(any, recurrentDims);
        bias = describe(memory.format_tag.ldgo, 1, 1, 4, units);
    }

    /** Everything that must be closed. */
    List<Pointer> owned() {
        return List.of(x, y, state, weightsInput, weightsRecurrent, weightsInputAny, weightsRecurrentAny, bias);
    }

    private memory.desc describe(memory.format_tag tag, long... dims) {
        return new memory.desc(dims, type, tag);
    }
}
