package attune.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Standard output. Java's writers hide its errors: on a full disk, lost text would look like success. */
final class StandardOutput {

    private StandardOutput() {}

    /** The program that reads our output has ended, as {@code head} does; nothing is left to write to. */
    static final class ReaderGoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Opens it, buffered. */
    static PrintWriter open() {
        return new PrintWriter(new Pipe(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
    }

    /**
     * Writes what is buffered.
     *
     * @throws UncheckedIOException if the disk is full
     * @throws ReaderGoneException if the program that reads has ended
     */
    static void flush(PrintWriter out) {
        if (out.checkError()) {
            throw new UncheckedIOException(
                    new IOException("standard output is full; what was to be written there is lost"));
        }
    }

    /** A pipe that breaks loudly: writers would hide an IOException. */
    private static final class Pipe extends FilterOutputStream {
        Pipe(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                if (String.valueOf(e.getMessage())
                        .contains("pipe")) { // "Broken pipe"; Windows: "The pipe is being closed"
                    throw new ReaderGoneException();
                }
                throw e;
            }
        }
    }
}
