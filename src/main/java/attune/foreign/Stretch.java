package attune.foreign;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A stretch of a file, mapped, not copied. Reading past its end is a fault that names the position.
 *
 * @param file the file, for messages
 * @param bytes its contents, little-endian, from position 0 to the limit
 * @param offset its start in the file
 */
record Stretch(Path file, ByteBuffer bytes, long offset) {
    private static final String REMEDY = "fetch the file again";

    /** A whole file. */
    static Stretch of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new UserFault(
                        file.toString(), "is larger than 2 GiB", "give the exported .pbmm or .pb file of the model");
            }
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new Stretch(file, mapped.order(ByteOrder.LITTLE_ENDIAN), 0);
        }
    }

    int length() {
        return bytes.limit();
    }

    /** A part of it; {@code what} names the part in faults. */
    Stretch part(long from, long count, String what) {
        if (from < 0 || count < 0 || from > length() - count) {
            throw fault(
                    0,
                    what + " would take bytes " + Long.toUnsignedString(from) + " to "
                            + Long.toUnsignedString(from + count) + " of " + length());
        }
        ByteBuffer part = bytes.slice((int) from, (int) count).order(ByteOrder.LITTLE_ENDIAN);
        return new Stretch(file, part, offset + from);
    }

    byte[] copy() {
        byte[] copy = new byte[length()];
        bytes.get(0, copy);
        return copy;
    }

    /** Its bytes as UTF-8. */
    String text(String what) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw fault(0, what + " is not UTF-8");
        }
    }

    UserFault fault(long at, String problem) {
        return new UserFault(file + ", byte " + (offset + at), problem, REMEDY);
    }
}
