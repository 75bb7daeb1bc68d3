package attune.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Standard output. Java's printers hide its errors: on a full disk lost text would look like work done. */
final class StandardOutput extends PrintWriter {
    private final Pipe pipe;

    private StandardOutput(Pipe pipe) {
        super(new BufferedWriter(new OutputStreamWriter(pipe, StandardCharsets.UTF_8)));
        this.pipe = pipe;
    }

    /** The program that reads our output has ended, as {@code head} does; there is nobody left to write to. */
    static final class ReaderGoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Opens it, buffered. */
    static StandardOutput open() {
        return new StandardOutput(new Pipe(new FileOutputStream(FileDescriptor.out)));
    }

    /**
     * Writes what is waiting.
     *
     * @throws UncheckedIOException if the disk is full
     * @throws ReaderGoneException if the program that reads has ended
     */
    static void flush(PrintWriter out) {
        if (!out.checkError()) {
            return;
        }
        if (out instanceof StandardOutput standard && standard.pipe.broken) {
            throw new ReaderGoneException();
        }
        throw new UncheckedIOException(
                new IOException("standard output is full; what was to be written there is lost"));
    }

    /** Remembers that it broke, which printers do not tell from a full disk. */
    private static final class Pipe extends FilterOutputStream {
        private boolean broken;

        Pipe(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                // "Broken pipe"; Windows: "The pipe is being closed"
                broken |= String.valueOf(e.getMessage()).contains("pipe");
                throw e;
            }
        }
    }
}
