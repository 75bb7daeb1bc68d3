package attune.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Near the beginning, where headers are, as often as anywhere, and near the end, where indexes are, now and then. */
final class ByteMutation implements Mutation {
    private static final int HEADER = 96;
    private static final int MOST_AT_ONCE = 4;
    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    @Override
    public byte[] of(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(1, MOST_AT_ONCE); i > 0 && bytes.length > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, SplittableRandom random) {
        int at = place(bytes.length, random);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, at + length, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            case 3 -> {
                int from = random.nextInt(bytes.length - length + 1);
                yield spliced(bytes, at, at + length, Arrays.copyOfRange(bytes, from, from + length));
            }
            case 4 -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                yield spliced(bytes, at, at, noise);
            }
            case 5 -> {
                Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
                yield bytes;
            }
            case 6, 7, 8 -> withNumber(bytes, at, EDGES[random.nextInt(EDGES.length)], random);
            case 9 -> withNumber(bytes, at, bytes[at] + random.nextInt(-3, 4), random);
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
        };
    }

    private static int place(int length, SplittableRandom random) {
        int near = Math.min(length, HEADER);
        return switch (random.nextInt(5)) {
            case 0, 1 -> random.nextInt(near);
            case 2 -> length - 1 - random.nextInt(near);
            default -> random.nextInt(length);
        };
    }

    /** A number of 1, 2, 4 or 8 bytes, in either order. */
    private static byte[] withNumber(byte[] bytes, int at, long number, SplittableRandom random) {
        int size = 1 << random.nextInt(4);
        byte[] eight = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        boolean bigEndian = random.nextBoolean();
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = eight[bigEndian ? size - 1 - i : i];
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }
}
