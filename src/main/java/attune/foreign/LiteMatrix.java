package attune.foreign;

import java.util.List;

/**
 * The weights of a TensorFlow Lite dense layer, transposed to TensorFlow's layout: there a row is an output, here an
 * input. The numbers are floats, or signed bytes to be multiplied by their output's scale.
 *
 * @param name in a checkpoint
 * @param inputs their number
 * @param outputs their number
 * @param data in the file, [output × input]
 * @param scales of the bytes: one for all, or one per output; none for floats
 */
record LiteMatrix(String name, long inputs, long outputs, Stretch data, List<Float> scales) implements ForeignTensor {
    /** Output rows transposed at a time, to keep writes local. */
    private static final int BLOCK = 64;

    LiteMatrix {
        scales = List.copyOf(scales);
        long bytes = Shape.of(inputs, outputs, scales.isEmpty() ? Float.BYTES : Byte.BYTES)
                .count();
        if (data.length() != bytes) {
            throw data.fault(
                    0,
                    "tensor " + name + " of shape [" + outputs + " × " + inputs + "] cannot be made of " + data.length()
                            + " bytes");
        }
        for (float scale : scales) {
            if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
                throw data.fault(0, "tensor " + name + " has the scale " + scale);
            }
        }
    }

    @Override
    public Shape shape() {
        return Shape.of(inputs, outputs);
    }

    /** Whether the numbers are rounded to bytes. */
    boolean rounded() {
        return !scales.isEmpty();
    }

    /** The greatest change of a number by rounding. */
    double error() {
        return scales.stream().mapToDouble(scale -> scale / 2).max().orElse(0);
    }

    @Override
    public float[] values() {
        int width = (int) outputs;
        float[] values = new float[(int) (inputs * outputs)];
        for (int block = 0; block < width; block += BLOCK) {
            int end = Math.min(width, block + BLOCK);
            for (int input = 0; input < inputs; input++) {
                for (int output = block; output < end; output++) {
                    values[input * width + output] = value(output, output * (int) inputs + input);
                }
            }
        }
        return values;
    }

    private float value(int output, int index) {
        if (scales.isEmpty()) {
            return data.bytes().getFloat(index * Float.BYTES);
        }
        return data.bytes().get(index) * scales.get(scales.size() == 1 ? 0 : output);
    }
}
