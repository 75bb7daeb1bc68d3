package attune.lm;

import java.util.Arrays;

/** A growing list of floating-point numbers, 4 bytes each. */
final class FloatList {
    private float[] values = new float[1024];
    private int size;

    void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.addExact(size, size >> 1));
        }
        values[size++] = value;
    }

    float get(int index) {
        return values[index];
    }
}
