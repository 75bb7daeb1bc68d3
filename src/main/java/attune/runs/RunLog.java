package attune.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A run's {@code log.jsonl}: a line of JSON for each epoch, of all processes that the run took. The only file of a run that
 * is not written atomically.
 *
 * @param file where it is; need not exist
 */
record RunLog(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Adds a line. */
    void add(Object record) {
        try {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(record) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Ends the line that a kill or a full disk cut short, so that the next one stays separate. */
    void end() throws IOException {
        if (Files.exists(file) && !Files.readString(file).endsWith("\n")) {
            Files.writeString(file, "\n", StandardOpenOption.APPEND);
        }
    }

    /** Its lines, none if nothing has been logged; a line that a kill cut short is left out. */
    List<JsonNode> lines() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .flatMap(line -> record(line).stream())
                        .toList()
                : List.of();
    }

    private static Optional<JsonNode> record(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
