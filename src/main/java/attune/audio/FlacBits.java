package attune.audio;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Bits of a FLAC stream, most significant first, with the two running checksums of RFC 9639 (sections 9.1.8 and 9.3).
 * Takes bytes only as they are needed, so that on a byte boundary nothing is held back.
 */
final class FlacBits {

    private static final int[] CRC_8 = table(0x07, 8);
    private static final int[] CRC_16 = table(0x8005, 16);

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 15];
    private int filled;
    private int taken;
    private long held;
    private int heldBits;
    private int crc8;
    private int crc16;

    FlacBits(InputStream in) {
        this.in = in;
    }

    /** Whether the file ends here, on a byte boundary. */
    boolean atEnd() throws IOException {
        return taken == filled && !refill();
    }

    /** The bytes that were not taken, from a byte boundary on; supports marks. */
    InputStream rest() {
        return new BufferedInputStream(
                new SequenceInputStream(new ByteArrayInputStream(buffer, taken, filled - taken), in));
    }

    /** Restarts both checksums. */
    void startChecksums() {
        crc8 = 0;
        crc16 = 0;
    }

    /** CRC-8 of the bytes since the start. */
    int crc8() {
        return crc8;
    }

    /** CRC-16 of the bytes since the start. */
    int crc16() {
        return crc16;
    }

    /** An unsigned number of at most 56 bits. */
    long unsigned(int bits) throws IOException {
        while (heldBits < bits) {
            held = (held << 8) | nextByte();
            heldBits += 8;
        }
        heldBits -= bits;
        return (held >>> heldBits) & ((1L << bits) - 1);
    }

    /** A number of at most 56 bits in two's complement; no bits give 0. */
    long signed(int bits) throws IOException {
        return bits == 0 ? 0 : unsigned(bits) << (64 - bits) >> (64 - bits);
    }

    /** The number of 0 bits before the next 1 bit, which is consumed too. */
    long zerosBeforeOne() throws IOException {
        long zeros = 0;
        while (true) {
            long rest = held & ((1L << heldBits) - 1);
            if (rest != 0) {
                int leading = Long.numberOfLeadingZeros(rest) - (64 - heldBits);
                heldBits -= leading + 1;
                return zeros + leading;
            }
            zeros += heldBits;
            held = nextByte();
            heldBits = 8;
        }
    }

    /** Drops bits up to the next byte. */
    void align() {
        heldBits = 0;
    }

    private int nextByte() throws IOException {
        if (taken == filled && !refill()) {
            throw new EOFException();
        }
        int next = buffer[taken++] & 0xFF;
        crc8 = CRC_8[crc8 ^ next];
        crc16 = ((crc16 << 8) & 0xFFFF) ^ CRC_16[(crc16 >> 8) ^ next];
        return next;
    }

    private boolean refill() throws IOException {
        taken = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private static int[] table(int polynomial, int width) {
        int[] table = new int[256];
        int mask = (1 << width) - 1;
        for (int i = 0; i < table.length; i++) {
            int remainder = i << (width - 8);
            for (int bit = 0; bit < 8; bit++) {
                boolean top = ((remainder >> (width - 1)) & 1) != 0;
                remainder = ((remainder << 1) ^ (top ? polynomial : 0)) & mask;
            }
            table[i] = remainder;
        }
        return table;
    }
}
