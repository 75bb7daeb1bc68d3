package attune.lm;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Language model files: ARPA, plain or gzipped, and our own binary format, which is mapped instead of read. */
public final class LanguageModels {

    private LanguageModels() {}

    /** The formats a file can be written in. */
    enum Format {
        ARPA,
        BINARY
    }

    /**
     * Opens a model, recognising its format by its first bytes.
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
     * Opens a model that is in memory already.
     *
     * @param binary our format; not to be changed while the model is in use
     * @param where for messages
     * @return the model, which uses these bytes
     * @throws UserFault if it is not our format, or damaged
     */
    public static NgramModel open(byte[] binary, String where) {
        return BinaryReader.open(binary, where);
    }

    /**
     * Writes a model in our binary format.
     *
     * @param model from any file
     * @param out where to; neither flushed nor closed
     * @throws IOException when the stream refuses
     */
    public static void write(NgramModel model, OutputStream out) throws IOException {
        BinaryWriter.write(out, model.tables());
    }

    /**
     * Refuses names that give no format, so that nobody waits for a model that cannot be written.
     *
     * @param file where a model is to be written
     * @throws UserFault if it is not {@code *.arpa}, {@code *.arpa.gz} or {@code *.lm}
     */
    public static void checkName(Path file) {
        format(file);
    }

    /**
     * Whether a file is a model rather than a text, by its name.
     *
     * @param file any
     * @return true for {@code *.arpa}, {@code *.arpa.gz} and {@code *.lm}
     */
    public static boolean isModelName(Path file) {
        return formatOfName(file).isPresent();
    }

    static Format format(Path file) {
        return formatOfName(file)
                .orElseThrow(() -> new UserFault(
                        file.toString(),
                        "the name does not say which format to write",
                        "end it in .lm (small and quick to open), .arpa or .arpa.gz (for other programs)"));
    }

    private static Optional<Format> formatOfName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".lm")) {
            return Optional.of(Format.BINARY);
        }
        return name.endsWith(".arpa") || name.endsWith(".arpa.gz") ? Optional.of(Format.ARPA) : Optional.empty();
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(8);
        }
    }
}
