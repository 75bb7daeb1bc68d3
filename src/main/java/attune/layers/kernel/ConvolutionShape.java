package attune.layers.kernel;

/**
 * What a two-dimensional convolution of a batch of pictures takes and gives.
 *
 * @param pictures in the batch
 * @param inputs channels of a picture
 * @param outputs channels of the result
 * @param rows sizes from above
 * @param columns sizes from the left
 */
public record ConvolutionShape(long pictures, long inputs, long outputs, Side rows, Side columns) {

    /** Refuses values out of range. */
    public ConvolutionShape {
        if (pictures < 1 || inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException("convolution of nothing: " + pictures + " pictures, " + inputs
                    + " channels in, " + outputs + " out");
        }
    }

    /**
     * One of the two directions.
     *
     * @param in pixels of a picture
     * @param out pixels of the result
     * @param kernel pixels that count for one of the result
     * @param stride from where one pixel of the result looks to where the next does
     * @param dilation from one of the kernel's pixels to the next, 1 where they touch
     * @param before zeros put before the first pixel
     */
    public record Side(long in, long out, long kernel, long stride, long dilation, long before) {

        /** Refuses values out of range. */
        public Side {
            if (in < 1 || out < 1 || kernel < 1 || stride < 1 || dilation < 1 || before < 0) {
                throw new IllegalArgumentException("convolution over " + in + " pixels to " + out + ": kernel " + kernel
                        + ", stride " + stride + ", dilation " + dilation + ", padding " + before);
            }
        }

        /** Zeros behind the last pixel; where less than nothing, so many pixels are never looked at. */
        long after() {
            return (out - 1) * stride + (kernel - 1) * dilation + 1 - in - before;
        }
    }
}
