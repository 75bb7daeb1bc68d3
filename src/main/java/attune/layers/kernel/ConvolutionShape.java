package attune.layers.kernel;

/**
 * The sizes of a two-dimensional convolution over a batch of pictures.
 *
 * @param layout of the pictures and the result
 * @param pictures in the batch
 * @param inputs channels of a picture
 * @param outputs channels of the result
 * @param rows vertical sizes
 * @param columns horizontal sizes
 */
public record ConvolutionShape(Layout layout, long pictures, long inputs, long outputs, Side rows, Side columns) {

    /** The order of a picture's axes, all row-major. */
    public enum Layout {
        /** [picture × channel × row × column], DL4J's. */
        CHANNELS_FIRST,
        /** [picture × row × column × channel]. */
        CHANNELS_LAST
    }

    /** Refuses values out of range. */
    public ConvolutionShape {
        if (pictures < 1 || inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "an empty convolution: " + pictures + " pictures, " + inputs + " channels in, " + outputs + " out");
        }
    }

    /**
     * One of the two directions.
     *
     * @param in pixels of a picture
     * @param out pixels of the result
     * @param kernel size of the window in pixels
     * @param stride offset in pixels between the windows of neighbouring result pixels
     * @param dilation distance between neighbouring kernel pixels, 1 for an ordinary convolution
     * @param before zeros of padding before the first pixel
     */
    public record Side(long in, long out, long kernel, long stride, long dilation, long before) {

        /** Refuses values out of range. */
        public Side {
            if (in < 1 || out < 1 || kernel < 1 || stride < 1 || dilation < 1 || before < 0) {
                throw new IllegalArgumentException("convolution over " + in + " pixels to " + out + ": kernel " + kernel
                        + ", stride " + stride + ", dilation " + dilation + ", padding " + before);
            }
        }

        /** Zeros of padding after the last pixel; if negative, that number of pixels is never read. */
        long after() {
            return (out - 1) * stride + (kernel - 1) * dilation + 1 - in - before;
        }
    }
}
