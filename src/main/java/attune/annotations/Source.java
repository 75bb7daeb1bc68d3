package attune.annotations;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file with a recording's text, whole in memory.
 *
 * @param file as the user named it
 * @param content its characters, without a byte order mark
 */
record Source(Path file, String content) {
    /** ELAN writes about a kilobyte for a sentence with its words and glosses: enough for a hundred hours. */
    static final int MOST_BYTES = 100_000_000;

    private static final int LONGEST_QUOTE = 60;

    /** Reads UTF-8, or UTF-16 with its byte order mark, which Praat writes where a text is not ASCII. */
    static Source read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            requireSmall(file, Files.size(file));
            bytes = in.readNBytes(MOST_BYTES + 1); // a file that grows has more than it said
        } catch (NoSuchFileException e) {
            throw new UserFault(file.toString(), "no such file", "check the path of the text of the recording", e);
        } catch (IOException e) {
            String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
            throw new UserFault(file.toString(), "cannot be read: " + reason, "check the file and its permissions", e);
        }
        requireSmall(file, bytes.length);
        return new Source(file, decode(file, bytes));
    }

    private static void requireSmall(Path file, long bytes) {
        if (bytes > MOST_BYTES) {
            throw new UserFault(
                    file.toString(), "has more than " + MOST_BYTES + " bytes", "give the text of one recording");
        }
    }

    private static String decode(Path file, byte[] bytes) {
        boolean bigEndian = startsWith(bytes, 0xFE, 0xFF);
        boolean utf16 = bigEndian || startsWith(bytes, 0xFF, 0xFE);
        Charset charset =
                !utf16 ? StandardCharsets.UTF_8 : bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw new UserFault(file.toString(), "is not text: it has zero bytes", "save it as text in UTF-8");
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UserFault(
                    file.toString(),
                    utf16 ? "starts as text in UTF-16 but is damaged" : "is not text in UTF-8",
                    "save the text of the recording in UTF-8",
                    e);
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    List<String> lines() {
        return content.lines().toList();
    }

    /** The first line that is not blank and does not begin with a mark; empty if there is none. */
    String firstLine(String except) {
        return content.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(except))
                .findFirst()
                .orElse("");
    }

    /** The file's name without its ending. */
    String baseName() {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    /** What follows the last dot of the file's name, in lower case. */
    String ending() {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    UserFault fault(int line, String problem, String remedy) {
        return new UserFault(file + ":" + line, problem, remedy);
    }

    UserFault fault(String problem, String remedy) {
        return new UserFault(file.toString(), problem, remedy);
    }

    /** A piece of the file for a message. */
    static String quoted(String text) {
        return '"' + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + '"';
    }
}
