package attune.foreign;

import java.util.zip.CRC32C;

/**
 * LevelDB's and TensorFlow's checksum: CRC-32C, rotated and offset, since the CRC of a string that contains its own CRC
 * is a poor one (LevelDB, {@code crc32c.h}).
 */
final class MaskedCrc {
    private static final int OFFSET = 0xa282ead8;

    private MaskedCrc() {}

    static int of(Stretch stretch) {
        CRC32C crc = new CRC32C();
        crc.update(stretch.bytes().duplicate());
        return Integer.rotateRight((int) crc.getValue(), 15) + OFFSET;
    }
}
