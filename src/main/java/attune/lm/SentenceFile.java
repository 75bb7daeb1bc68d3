package attune.lm;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plain text in UTF-8, perhaps gzipped, with one sentence on each line. */
public final class SentenceFile {

    private static final Pattern BEGIN = Pattern.compile("^<s>(?=\\s|$|</s>$)");
    private static final Pattern END = Pattern.compile("(?:^|\\s)</s>$");

    private SentenceFile() {}

    /**
     * A text's lines. The markers {@code <s>} and {@code </s>}, which texts made for other programs have around each
     * sentence, are left out.
     *
     * @param file the text
     * @return its lines in order, to be closed by the caller; it throws {@link UserFault} where they are not UTF-8
     * @throws IOException when the disk fails
     */
    public static Stream<String> lines(Path file) throws IOException {
        TextLines lines = TextLines.open(file);
        return Stream.generate(() -> next(lines))
                .takeWhile(Objects::nonNull)
                .map(line -> withoutMarkers(Objects.requireNonNull(line)))
                .onClose(() -> close(lines));
    }

    private static @Nullable String next(TextLines lines) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(TextLines lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutMarkers(String line) {
        String text = BEGIN.matcher(line.strip()).replaceFirst("");
        return END.matcher(text).replaceFirst("").strip();
    }
}
