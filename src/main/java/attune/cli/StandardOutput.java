package attune.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Standard output that says so where it cannot be written: Java's printers keep it to themselves, and a full disk would
 * look like work done. Said once; what comes after is lost.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream file = new FileOutputStream(FileDescriptor.out);
    private boolean failed;

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failed) {
            return;
        }
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            failed = true;
            throw new UncheckedIOException(
                    "standard output cannot be written (" + e.getMessage() + "); what was to come is lost", e);
        }
    }
}
