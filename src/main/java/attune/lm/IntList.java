package attune.lm;

import java.util.Arrays;

/** A growing list of integers, 4 bytes each. */
final class IntList {
    private int[] values = new int[1024];
    private int size;

    void add(int value) {
        if (size == values.length) {
            // Half as much again, not twice: the copy and the original are in memory together.
            values = Arrays.copyOf(values, Math.addExact(size, size >> 1));
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    void incrementLast() {
        values[size - 1]++;
    }

    /** The index of a value in a stretch that increases, or −1. */
    int indexOf(int value, int from, int to) {
        int index = Arrays.binarySearch(values, from, to, value);
        return index < 0 ? -1 : index;
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
