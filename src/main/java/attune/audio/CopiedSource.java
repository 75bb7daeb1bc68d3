package attune.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is not on this machine, copied to it for a program that opens files by name; the copy goes when the sound is
 * read.
 */
final class CopiedSource implements PcmSource {
    private final Path copy;
    private final PcmSource source;

    private CopiedSource(Path copy, PcmSource source) {
        this.copy = copy;
        this.source = source;
    }

    /** What opens the copy. */
    interface Opening {
        PcmSource of(Path copy) throws IOException;
    }

    static CopiedSource open(Path file, Opening opening) throws IOException {
        Path copy = Files.createTempFile("attune-", ".sound");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return new CopiedSource(copy, opening.of(copy));
        } catch (IOException | RuntimeException e) {
            Files.delete(copy);
            throw e;
        }
    }

    @Override
    public AudioInfo info() {
        return source.info();
    }

    @Override
    public int read(float[] mono, int from, int count) throws IOException {
        return source.read(mono, from, count);
    }

    @Override
    public void close() throws IOException {
        try {
            source.close();
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
