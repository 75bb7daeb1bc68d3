package attune.vision;

import attune.fault.UserFault;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads pictures in any format the JDK knows: PNG, JPEG, GIF (its first picture), BMP, TIFF. Turns them upright by the
 * camera's orientation and puts transparent ones on white.
 */
public final class PictureReader {
    /** A longer file is not a photograph. */
    static final long LARGEST_FILE_BYTES = 1L << 27;

    /** The size from a current camera. A small file can claim any number. */
    private static final long MOST_PIXELS = 50_000_000;

    /** Twice what the decoded picture and its copy in 8 bits take at most. */
    private static final int BYTES_PER_PIXEL = 32;

    private PictureReader() {}

    /**
     * Reads a picture.
     *
     * @param file any file
     * @return the picture
     * @throws UserFault if it is not a picture, damaged or too large
     */
    public static Picture read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE_BYTES) {
                throw new UserFault(
                        file.toString(),
                        "is " + Files.size(file) + " bytes long, more than " + LARGEST_FILE_BYTES,
                        "scale the picture down");
            }
            byte[] bytes = Files.readAllBytes(file);
            if (JpegEnd.isMissing(bytes)) {
                throw new UserFault(
                        file.toString(), "ends before the picture does", "fetch the file again, or remove it");
            }
            BufferedImage decoded = decode(file, bytes);
            return ExifOrientation.of(bytes).upright(onWhite(decoded));
        } catch (IOException | RuntimeException e) { // decoders report damage with exceptions of many classes
            if (e instanceof UserFault fault) {
                throw fault;
            }
            throw new UserFault(
                    file.toString(), "cannot be read as a picture (" + reason(e) + ")", "repair or remove it", e);
        }
    }

    /** What the decoder says, if it says anything that means something to a person. */
    private static String reason(Exception e) {
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        String said = String.valueOf(e.getMessage());
        return said.isBlank() || said.contains("null") || said.contains("Exception") ? "it is damaged" : said;
    }

    /** How many pixels a picture may have, which depends on the memory there is. */
    static long mostPixels() {
        return Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / BYTES_PER_PIXEL);
    }

    /** The reason why a picture cannot be read, if any. */
    static Optional<UserFault> fault(Path file) {
        try {
            read(file);
            return Optional.empty();
        } catch (UserFault e) {
            return Optional.of(e);
        }
    }

    private static BufferedImage decode(Path file, byte[] bytes) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UserFault(
                        file.toString(),
                        "is not a picture in a known format",
                        "give PNG, JPEG, GIF, BMP or TIFF files");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                long most = mostPixels();
                if (pixels > most) {
                    throw new UserFault(
                            file.toString(),
                            "has " + reader.getWidth(0) + " x " + reader.getHeight(0) + " pixels, more than " + most,
                            most < MOST_PIXELS ? "scale it down, or give Java more memory" : "scale it down");
                }
                return reader.read(0);
            } catch (OutOfMemoryError e) {
                // Decoders reserve what other fields of a damaged header ask for, at once and unchecked.
                throw new UserFault(
                        file.toString(),
                        "asks for more memory than there is, although its size is small",
                        "repair or remove it, or give Java more memory",
                        e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Picture onWhite(BufferedImage decoded) {
        int width = decoded.getWidth();
        int height = decoded.getHeight();
        if (decoded.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && decoded.getColorModel().hasAlpha()) {
            return new Picture(width, height, greyOnWhite(decoded));
        }
        BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(decoded, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return new Picture(width, height, opaque.getRGB(0, 0, width, height, null, 0, width));
    }

    /** Java treats grey with an alpha channel as linear light, and draws 188 for 128; hence read from the raster. */
    private static int[] greyOnWhite(BufferedImage decoded) {
        Raster raster = decoded.getRaster();
        double full = (1 << raster.getSampleModel().getSampleSize(0)) - 1.0;
        int[] rgb = new int[raster.getWidth() * raster.getHeight()];
        int[] greyAndAlpha = new int[2];
        for (int i = 0; i < rgb.length; i++) {
            raster.getPixel(i % raster.getWidth(), i / raster.getWidth(), greyAndAlpha);
            double alpha = greyAndAlpha[1] / full;
            int grey = (int) Math.round(255 * (alpha * greyAndAlpha[0] / full + 1 - alpha));
            rgb[i] = 0x010101 * grey;
        }
        return rgb;
    }
}
