package attune.lm;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Language model files: ARPA, plain or in gzip, and our own binary format, which is mapped instead of read. */
public final class LanguageModels {

    private LanguageModels() {}

    /** What a file can be written as. */
    enum Format {
        ARPA,
        BINARY
    }

    /**
     * Opens a model, whose format its first bytes tell.
     *
     * @param file ARPA as KenLM, SRILM, IRSTLM or we write it, or our binary
     * @return the model; a binary must not be changed in place while it is in use
     * @throws UserFault if it is neither, or damaged
     * @throws IOException when the disk fails
     */
    public static NgramModel open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserFault(file.toString(), "is a folder, not a language model", "name the file itself");
        }
        try {
            return BinaryHeader.isMagic(head(file))
                    ? BinaryReader.open(file)
                    : AutomatonBuilder.build(ArpaReader.read(file));
        } catch (NoSuchFileException e) {
            throw new UserFault(file.toString(), "no such file", "check the path of the language model", e);
        }
    }

    /**
     * Refuses names that no format goes by, so that nobody waits for a model that cannot be written.
     *
     * @param file where a model is to be written
     * @throws UserFault if it is not {@code *.arpa}, {@code *.arpa.gz} or {@code *.lm}
     */
    public static void checkName(Path file) {
        format(file);
    }

    static Format format(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".lm")) {
            return Format.BINARY;
        }
        if (name.endsWith(".arpa") || name.endsWith(".arpa.gz")) {
            return Format.ARPA;
        }
        throw new UserFault(
                file.toString(),
                "the name does not say which format to write",
                "let it end in .lm (small and quick to open), .arpa or .arpa.gz (for other programs)");
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }
}
