package attune.corpus;

import attune.fault.UserFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text file of a manifest, whole in memory: a corpus of a thousand hours has a manifest of some 100 MB.
 *
 * @param file its name as the user gave it
 * @param content its characters, without a byte order mark
 */
record ManifestText(Path file, String content) {
    /** Sound and archives have a zero byte in their first kilobytes; no text in UTF-8 has one. */
    private static final int HEAD_BYTES = 4096;

    /** A line that is not blank, and its number in the file, from 1. */
    record Line(int number, String text) {}

    static ManifestText read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), HEAD_BYTES)) {
            in.mark(HEAD_BYTES);
            refuseWhatIsNoText(file, in.readNBytes(HEAD_BYTES));
            in.reset();
            String content = decode(file, in.readAllBytes());
            return new ManifestText(file, content.startsWith("\uFEFF") ? content.substring(1) : content);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The first two lines that are not blank, as far as they lie in the file's first kilobytes; they may hold what is not
     * text, and are empty where there are none.
     */
    static List<String> firstLines(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            return Stream.concat(
                            head.lines()
                                    .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
                                    .filter(line -> !line.isBlank()),
                            Stream.of("", ""))
                    .limit(2)
                    .toList();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The fault to report when the disk refuses. */
    static UserFault unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new UserFault(file.toString(), "no such file", "check the path of the manifest", e);
        }
        String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return new UserFault(file.toString(), "cannot be read: " + reason, "check the file and its permissions", e);
    }

    /** All lines but the blank ones. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) content.lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Line(number, line));
            }
        }
        return lines;
    }

    /** Names a line for messages. */
    String where(long line) {
        return file + ":" + line;
    }

    private static void refuseWhatIsNoText(Path file, byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                String start = new String(head, 0, Math.min(4, head.length), StandardCharsets.ISO_8859_1);
                boolean utf16 = start.startsWith("\u00FE\u00FF") || start.startsWith("\u00FF\u00FE");
                throw new UserFault(
                        file.toString(),
                        utf16 ? "is text in UTF-16" : "is not text: it starts with " + Faults.quoted(start),
                        utf16 ? "save the manifest in UTF-8" : "give " + Manifest.FORMATS);
            }
        }
    }

    private static String decode(Path file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length); // UTF-8 never has fewer bytes than UTF-16 has units
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new UserFault(
                    file + ":" + line,
                    "byte 0x%02X is not UTF-8".formatted(bytes[in.position()]),
                    "save the manifest in UTF-8");
        }
        return out.flip().toString();
    }
}
