package attune.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts the checksums of a damaged FLAC file's frames right, whose places the valid file tells, bit by bit as in RFC 9639. */
final class FlacSeal {
    private static final int CRC8 = 0x07;
    private static final int CRC16 = 0x8005;

    private FlacSeal() {}

    /** Alters bytes; where the length stays, every frame has correct checksums, and the whole has no MD5. */
    static Mutation of(Mutation inner) {
        return (valid, random) -> {
            byte[] file = inner.of(valid, random);
            if (file.length == valid.length) {
                Arrays.fill(file, 26, 42, (byte) 0);
                List<Integer> frames = frames(valid);
                for (int i = 0; i + 1 < frames.size(); i++) {
                    int from = frames.get(i);
                    int to = frames.get(i + 1);
                    int header = headerBytes(valid, from);
                    file[from + header] = (byte) crc(file, from, from + header, 8, CRC8);
                    int crc = crc(file, from, to - 2, 16, CRC16);
                    file[to - 2] = (byte) (crc >> 8);
                    file[to - 1] = (byte) crc;
                }
            }
            return file;
        };
    }

    /** Where frames begin, and the end of the last. */
    private static List<Integer> frames(byte[] file) {
        int at = 4;
        boolean last = false;
        while (!last) {
            last = file[at] < 0;
            at += 4 + ((file[at + 1] & 0xff) << 16 | (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff));
        }
        List<Integer> frames = new ArrayList<>(List.of(at));
        for (int next = at + 8; next <= file.length; next++) {
            int from = frames.get(frames.size() - 1);
            boolean ends = next == file.length || isHeader(file, next);
            if (ends
                    && crc(file, from, next - 2, 16, CRC16)
                            == ((file[next - 2] & 0xff) << 8 | (file[next - 1] & 0xff))) {
                frames.add(next);
            }
        }
        return frames;
    }

    private static boolean isHeader(byte[] file, int at) {
        if (at + 16 > file.length || file[at] != (byte) 0xff || (file[at + 1] & 0xfe) != 0xf8) {
            return false;
        }
        int length = headerBytes(file, at);
        return crc(file, at, at + length, 8, CRC8) == (file[at + length] & 0xff);
    }

    /** The length of a frame's header without its checksum. */
    private static int headerBytes(byte[] file, int at) {
        int first = file[at + 4] & 0xff;
        int number = first < 0x80 ? 1 : Integer.numberOfLeadingZeros(~first << 24);
        int blockSize = file[at + 2] >> 4 & 15;
        int rate = file[at + 2] & 15;
        return 4
                + number
                + (blockSize == 6 ? 1 : blockSize == 7 ? 2 : 0)
                + (rate == 12 ? 1 : rate == 13 || rate == 14 ? 2 : 0);
    }

    private static int crc(byte[] file, int from, int to, int bits, int polynomial) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc ^= (file[i] & 0xff) << (bits - 8);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1 << (bits - 1)) == 0 ? crc << 1 : (crc << 1) ^ polynomial;
            }
        }
        return crc & (1 << bits) - 1;
    }
}
