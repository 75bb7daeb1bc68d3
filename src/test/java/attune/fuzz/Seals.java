package attune.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Puts the checksums of damaged files right, from the formats' definitions; whatever is too damaged stays as it is. */
final class Seals {
    private Seals() {}

    /** PNG: a CRC-32 behind each chunk. */
    static byte[] png(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        for (int at = 8; at + 12 <= file.length; ) {
            int length = bytes.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                break;
            }
            bytes.putInt(at + 8 + length, (int) sum(new CRC32(), file, at + 4, at + 8 + length));
            at += length + 12;
        }
        return file;
    }

    /** A binary language model: CRC-32C at the end, eight bytes. */
    static byte[] languageModel(byte[] file) {
        if (file.length >= 8) {
            littleEndian(file).putLong(file.length - 8, sum(new CRC32C(), file, 0, file.length - 8));
        }
        return file;
    }

    /** A checkpoint of a run: CRC-32 at the end, eight bytes, big-endian. */
    static byte[] checkpoint(byte[] file) {
        if (file.length >= 8) {
            ByteBuffer.wrap(file).putLong(file.length - 8, sum(new CRC32(), file, 0, file.length - 8));
        }
        return file;
    }

    /** Cached features: CRC-32C of the values behind the header's 56 bytes, and of the header's first 52. */
    static byte[] features(byte[] file) {
        if (file.length >= 56) {
            littleEndian(file).putInt(48, (int) sum(new CRC32C(), file, 56, file.length));
            littleEndian(file).putInt(52, (int) sum(new CRC32C(), file, 0, 52));
        }
        return file;
    }

    /** A trunk's output: CRC-32C before the last four bytes. */
    static byte[] activations(byte[] file) {
        if (file.length >= 12) {
            littleEndian(file).putLong(file.length - 12, sum(new CRC32C(), file, 0, file.length - 12));
        }
        return file;
    }

    /** The index of a TensorFlow checkpoint of three blocks, whose places a valid file tells. */
    static Mutation tensorFlowIndex(Mutation inner) {
        return (valid, random) -> {
            byte[] file = inner.of(valid, random);
            ByteBuffer footer = ByteBuffer.wrap(valid, valid.length - 48, 48);
            int meta = varint(footer);
            int metaLength = varint(footer);
            int index = varint(footer);
            int indexLength = varint(footer);
            if (file.length == valid.length) {
                masked(file, 0, meta - 5);
                masked(file, meta, meta + metaLength);
                masked(file, index, index + indexLength);
            }
            return file;
        };
    }

    /** LevelDB's: the CRC-32C of a block and the byte after it, rotated and offset. */
    private static void masked(byte[] file, int from, int to) {
        int crc = (int) sum(new CRC32C(), file, from, to + 1);
        littleEndian(file).putInt(to + 1, Integer.rotateRight(crc, 15) + 0xa282ead8);
    }

    private static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; true; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static long sum(Checksum sum, byte[] bytes, int from, int to) {
        sum.update(bytes, from, to - from);
        return sum.getValue();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
