package attune.vision;

/**
 * A decoded picture, upright.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb rows from the top, each pixel 8 bits of red, green and blue, blue lowest; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy would double the memory of a large picture
public record Picture(int width, int height, int[] rgb) {

    /** Refuses a size that does not match the pixels. */
    public Picture {
        if (width < 1 || height < 1 || rgb.length != width * height) {
            throw new IllegalArgumentException(width + " x " + height + " is not " + rgb.length + " pixels");
        }
    }

    /** One colour of a pixel, 0 to 255; channel 0 is red. */
    int value(int channel, int row, int column) {
        return rgb[row * width + column] >> (16 - 8 * channel) & 0xFF;
    }
}
