package attune.corpus;

import attune.fault.UserFault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a NeMo manifest one at a time, for those who cannot hold it whole as {@link Manifest} does. */
public final class JsonLines {
    private final Path manifest;
    private final AudioFolder folder;

    /**
     * A manifest; it is not opened.
     *
     * @param manifest the file, in whose folder relative audio paths start
     */
    public JsonLines(Path manifest) {
        this.manifest = manifest;
        this.folder = AudioFolder.of(manifest);
    }

    /**
     * Whether a line is one of such a manifest, rather than of another format.
     *
     * @param line the first that is not blank
     * @return whether it begins as JSON objects do
     */
    public static boolean recognises(String line) {
        return withoutMark(line).stripLeading().startsWith("{");
    }

    /**
     * Reads a line.
     *
     * @param number its number, from 1
     * @param line without its end
     * @return its utterance, none if it is blank, and what is wrong with it
     */
    public Manifest.Salvaged read(long number, String line) {
        Faults faults = new Faults();
        Optional<Utterance> utterance =
                line.isBlank() ? Optional.empty() : NemoLines.read(where(number), withoutMark(line), folder, faults);
        return new Manifest.Salvaged(faults.spared(utterance.stream().toList()), faults.firsts());
    }

    private String where(long number) {
        return manifest + ":" + number;
    }

    /** Only the first line of a file may have a byte order mark. */
    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    /**
     * Parses a line.
     *
     * @param line one value, in whose objects no key stands twice
     * @param where file and line
     * @param remedy says what a line is
     * @return the value
     * @throws UserFault if it is not JSON, or anything comes after it
     */
    public static JsonNode parse(String line, String where, String remedy) {
        try {
            return NemoLines.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UserFault(where, "malformed JSON: " + NemoLines.reason(line, e), remedy, e);
        }
    }

    /**
     * The line that {@link Manifest#write(Path, java.util.List)} makes of an utterance.
     *
     * @param folder where the manifest goes, with symbolic links resolved
     * @param utterance any
     * @return JSON, without an end of line
     */
    public static String line(Path folder, Utterance utterance) {
        try {
            return NemoWriter.line(folder, utterance);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers are always JSON", e);
        }
    }
}
