package attune.speech.inspection;

import java.util.stream.DoubleStream;

/** The middle of some numbers, which a few odd ones do not move. */
final class Medians {
    private Medians() {}

    /** The middle one, the upper of two; 0 if there is none. */
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
