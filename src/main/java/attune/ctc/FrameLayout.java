package attune.ctc;

/**
 * Where one clip's [frame × output] matrix lies in a one-dimensional array, such as a batch: element (frame, output) is
 * at {@code offset + frame * frameStride + output * outputStride}.
 *
 * <p>Clip b of a batch of B, with T frames and C outputs: in an array [B, T, C] it has offset {@code b*T*C} and strides
 * {@code C, 1}; in [T, B, C] offset {@code b*C} and strides {@code B*C, 1}; in [B, C, T] offset {@code b*C*T} and
 * strides {@code 1, T}. {@code frames} is the clip's own number of frames, without padding.
 *
 * @param frames number of frames, 0 or more
 * @param outputs number of network outputs, the blank included, 1 or more
 * @param offset index of the first frame's first output
 * @param frameStride distance from one frame to the next
 * @param outputStride distance from one output to the next
 */
public record FrameLayout(int frames, int outputs, int offset, int frameStride, int outputStride) {

    /** Refuses impossible sizes and strides. */
    public FrameLayout {
        if (frames < 0 || outputs < 1 || offset < 0 || frameStride < 1 || outputStride < 1) {
            throw new IllegalArgumentException(
                    "frames %d, outputs %d, offset %d, strides %d and %d do not describe a matrix"
                            .formatted(frames, outputs, offset, frameStride, outputStride));
        }
    }

    /**
     * A matrix that fills its array, one frame after the other.
     *
     * @param frames number of frames
     * @param outputs number of outputs
     * @return offset 0, strides {@code outputs} and 1
     */
    public static FrameLayout contiguous(int frames, int outputs) {
        return new FrameLayout(frames, outputs, 0, outputs, 1);
    }

    int index(int frame, int output) {
        return offset + frame * frameStride + output * outputStride;
    }

    void requireWithin(int length) {
        long last = (long) offset + (frames - 1L) * frameStride + (outputs - 1L) * outputStride;
        if (frames > 0 && last >= length) {
            throw new IllegalArgumentException(this + " reaches past the end of an array of " + length);
        }
    }
}
