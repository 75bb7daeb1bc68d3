package attune.lm;

import attune.fault.UserFault;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a text file in UTF-8, plain or gzipped, as its first two bytes show. */
final class TextLines implements Closeable {
    private static final int BUFFER = 1 << 16;

    /** In no text; also replaces bytes that are not UTF-8. */
    private static final char NO_TEXT = '\0';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final BufferedReader reader;
    private int number;

    private TextLines(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    static TextLines open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            in.mark(2);
            boolean zipped = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            InputStream plain = zipped ? new GZIPInputStream(in, BUFFER) : in;
            CharsetDecoder decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(String.valueOf(NO_TEXT));
            return new TextLines(file, new BufferedReader(new InputStreamReader(plain, decoder), BUFFER));
        } catch (EOFException | ZipException e) {
            in.close();
            throw damaged(file, e);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The next line.
     *
     * @return its text, or null after the last
     * @throws UserFault if it is not text in UTF-8, or the file is cut short
     */
    @Nullable
    String next() throws IOException {
        String line;
        try {
            line = reader.readLine();
        } catch (EOFException | ZipException e) {
            throw damaged(file, e);
        }
        if (line == null) {
            return null;
        }
        number++;
        if (line.indexOf(NO_TEXT) >= 0) {
            throw fault("is not text in UTF-8", "save it in UTF-8");
        }
        return number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
    }

    /** The number of the line that {@link #next()} gave last, from 1. */
    int number() {
        return number;
    }

    /** What is wrong with the line that {@link #next()} gave last. */
    UserFault fault(String problem, String remedy) {
        return new UserFault(file + ":" + number, problem, remedy);
    }

    /** What is wrong with some line. */
    UserFault fault(int line, String problem, String remedy) {
        return new UserFault(file + ":" + line, problem, remedy);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static UserFault damaged(Path file, IOException e) {
        return new UserFault(
                file.toString(),
                "its gzip data is cut short or damaged (" + e.getMessage() + ")",
                "fetch or pack the file again",
                e);
    }
}
