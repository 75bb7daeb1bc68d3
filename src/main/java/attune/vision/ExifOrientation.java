package attune.vision;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The camera's orientation from a JPEG's EXIF data (CIPA DC-008-2019, tag 0x0112): 1, upright, to 8. The JDK's decoder
 * ignores it.
 */
record ExifOrientation(int code) {
    static final ExifOrientation UPRIGHT = new ExifOrientation(1);

    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int START_OF_SCAN = 0xFFDA;
    private static final int APPLICATION_1 = 0xFFE1;
    /** Any number of bytes 0xFF may stand before a marker. */
    private static final int FILL = 0xFFFF;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;

    ExifOrientation {
        if (code < 1 || code > 8) {
            throw new IllegalArgumentException("not an orientation: " + code);
        }
    }

    /** Reads any file; upright if it gives no valid orientation. */
    static ExifOrientation of(byte[] file) {
        try {
            return find(ByteBuffer.wrap(file));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return UPRIGHT; // offsets that lead nowhere: the picture itself may be intact
        }
    }

    private static ExifOrientation find(ByteBuffer file) {
        if (file.remaining() < 2 || (file.getShort() & 0xFFFF) != START_OF_IMAGE) {
            return UPRIGHT;
        }
        while (true) {
            int marker = file.getShort() & 0xFFFF;
            if (marker == FILL) {
                file.position(file.position() - 1);
                continue;
            }
            if (marker == START_OF_SCAN || marker < 0xFF00) {
                return UPRIGHT;
            }
            int length = (file.getShort() & 0xFFFF) - 2;
            ByteBuffer segment = file.slice(file.position(), length);
            if (marker == APPLICATION_1 && segment.mismatch(ByteBuffer.wrap(EXIF)) == EXIF.length) {
                return inTiff(segment.slice(EXIF.length, length - EXIF.length));
            }
            file.position(file.position() + length);
        }
    }

    /** EXIF data is a TIFF file whose first directory describes the picture. */
    private static ExifOrientation inTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
                return new ExifOrientation(tiff.getShort(entry + 8));
            }
        }
        return UPRIGHT;
    }

    /** The picture turned upright. */
    Picture upright(Picture stored) {
        if (code == 1) {
            return stored;
        }
        boolean turned = code >= 5; // rows become columns
        int width = turned ? stored.height() : stored.width();
        int height = turned ? stored.width() : stored.height();
        int[] rgb = new int[width * height];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int x = turned ? row : column;
                int y = turned ? column : row;
                boolean fromRight = code == 2 || code == 3 || code == 7 || code == 8;
                boolean fromBelow = code == 3 || code == 4 || code == 6 || code == 7;
                int storedColumn = fromRight ? stored.width() - 1 - x : x;
                int storedRow = fromBelow ? stored.height() - 1 - y : y;
                rgb[row * width + column] = stored.rgb()[storedRow * stored.width() + storedColumn];
            }
        }
        return new Picture(width, height, rgb);
    }
}
