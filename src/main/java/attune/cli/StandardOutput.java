package attune.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Standard output. Java's printers keep its faults to themselves: on a full disk lost text would look like work done. */
final class StandardOutput {

    private StandardOutput() {}

    /**
     * Writes what is waiting.
     *
     * @throws UncheckedIOException where the disk is full, or the program that reads has ended
     */
    static void flush(PrintWriter out) {
        if (out.checkError()) {
            throw new UncheckedIOException(
                    new IOException("standard output is full or closed; what was to be written there is lost"));
        }
    }
}
