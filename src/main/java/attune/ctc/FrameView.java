package attune.ctc;

/**
 * One clip's matrix [frame × output] inside an array that may hold a whole batch; writing writes through. Networks run
 * in floats, gradient checks in doubles, so both kinds of array will do.
 */
public sealed interface FrameView {

    /**
     * A view of floats.
     *
     * @param values the array
     * @param layout where in it the clip lies
     * @return the view
     * @throws IllegalArgumentException when the layout reaches past the array's end
     */
    static FrameView of(float[] values, FrameLayout layout) {
        return new Floats(values, layout);
    }

    /**
     * A view of doubles.
     *
     * @param values the array
     * @param layout where in it the clip lies
     * @return the view
     * @throws IllegalArgumentException when the layout reaches past the array's end
     */
    static FrameView of(double[] values, FrameLayout layout) {
        return new Doubles(values, layout);
    }

    /**
     * Where the clip lies.
     *
     * @return its size and strides
     */
    FrameLayout layout();

    /**
     * Reads an element.
     *
     * @param frame 0 to {@code layout().frames() - 1}
     * @param output 0 to {@code layout().outputs() - 1}
     * @return its value
     */
    double get(int frame, int output);

    /**
     * Writes an element, rounded to the array's type.
     *
     * @param frame 0 to {@code layout().frames() - 1}
     * @param output 0 to {@code layout().outputs() - 1}
     * @param value its new value
     */
    void set(int frame, int output, double value);

    /**
     * Reads a frame.
     *
     * @param frame 0 to {@code layout().frames() - 1}
     * @param into one place for each output
     */
    void readFrame(int frame, double[] into);

    /**
     * Writes a frame, rounded to the array's type.
     *
     * @param frame 0 to {@code layout().frames() - 1}
     * @param from one value for each output
     */
    void writeFrame(int frame, double[] from);

    /** Floats seen as a matrix. */
    @SuppressWarnings("ArrayRecordComponent") // a view, by design
    record Floats(float[] values, FrameLayout layout) implements FrameView {
        /** Refuses a layout that does not fit. */
        public Floats {
            layout.requireWithin(values.length);
        }

        @Override
        public double get(int frame, int output) {
            return values[layout.index(frame, output)];
        }

        @Override
        public void set(int frame, int output, double value) {
            values[layout.index(frame, output)] = (float) value;
        }

        @Override
        public void readFrame(int frame, double[] into) {
            int start = layout.index(frame, 0);
            int stride = layout.outputStride();
            for (int output = 0; output < into.length; output++) {
                into[output] = values[start + output * stride];
            }
        }

        @Override
        public void writeFrame(int frame, double[] from) {
            int start = layout.index(frame, 0);
            int stride = layout.outputStride();
            for (int output = 0; output < from.length; output++) {
                values[start + output * stride] = (float) from[output];
            }
        }
    }

    /** Doubles seen as a matrix. */
    @SuppressWarnings("ArrayRecordComponent") // a view, by design
    record Doubles(double[] values, FrameLayout layout) implements FrameView {
        /** Refuses a layout that does not fit. */
        public Doubles {
            layout.requireWithin(values.length);
        }

        @Override
        public double get(int frame, int output) {
            return values[layout.index(frame, output)];
        }

        @Override
        public void set(int frame, int output, double value) {
            values[layout.index(frame, output)] = value;
        }

        @Override
        public void readFrame(int frame, double[] into) {
            int start = layout.index(frame, 0);
            int stride = layout.outputStride();
            for (int output = 0; output < into.length; output++) {
                into[output] = values[start + output * stride];
            }
        }

        @Override
        public void writeFrame(int frame, double[] from) {
            int start = layout.index(frame, 0);
            int stride = layout.outputStride();
            for (int output = 0; output < from.length; output++) {
                values[start + output * stride] = from[output];
            }
        }
    }
}
