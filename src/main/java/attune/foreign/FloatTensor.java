package attune.foreign;

/**
 * A tensor of 32-bit floats, still in its file. If there are fewer numbers than the shape requires, the last one is
 * repeated, as in TensorFlow.
 *
 * @param name in the file
 * @param shape its sizes
 * @param data little-endian, row-major
 */
record FloatTensor(String name, Shape shape, Stretch data) implements ForeignTensor {
    /** Otherwise a forged file of a few bytes could claim a tensor of any size. */
    private static final int MOST_FILLED = 1 << 16;

    FloatTensor {
        long wanted = shape.count();
        int there = data.length() / Float.BYTES;
        boolean fits = data.length() % Float.BYTES == 0
                && (there == wanted || (there > 0 && there < wanted && wanted <= MOST_FILLED));
        if (!fits) {
            throw data.fault(
                    0, "tensor " + name + " of shape " + shape + " cannot be made of " + data.length() + " bytes");
        }
    }

    @Override
    public float[] values() {
        float[] values = new float[(int) shape.count()];
        int there = data.length() / Float.BYTES;
        data.bytes().duplicate().order(data.bytes().order()).asFloatBuffer().get(values, 0, there);
        for (int i = there; i < values.length; i++) {
            values[i] = values[there - 1];
        }
        return values;
    }
}
