package attune.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Gives damaged Ogg pages correct checksums, bit by bit as in RFC 3533: independent of the reader's tables. */
final class OggSeal {

    private OggSeal() {}

    /** Corrects all pages up to the first whose beginning or end is gone. */
    static void mend(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + 27 <= file.length && file[at] == 'O' && at + 27 + (file[at + 26] & 0xFF) <= file.length) {
            int segments = file[at + 26] & 0xFF;
            int length = 27 + segments;
            for (int i = 0; i < segments; i++) {
                length += file[at + 27 + i] & 0xFF;
            }
            if (at + length > file.length) {
                return;
            }
            bytes.putInt(at + 22, 0);
            bytes.putInt(at + 22, crc(file, at, length));
            at += length;
        }
    }

    private static int crc(byte[] file, int from, int length) {
        int crc = 0;
        for (int i = from; i < from + length; i++) {
            crc ^= file[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04C11DB7 : 0);
            }
        }
        return crc;
    }
}
