package attune.corpus;

import attune.files.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes what {@link NemoLines} reads. */
final class NemoWriter {
    private static final JsonMapper JSON = new JsonMapper();

    /** Keys of ours whose values programs compare as numbers. */
    private static final Set<String> NUMBERS = Set.of("confidence", Utterance.AGREEMENT);

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,18})?");

    private NemoWriter() {}

    static void write(Path file, List<Utterance> utterances) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        Files.createDirectories(folder);
        Path base = folder.toRealPath();
        AtomicFile.write(file, out -> {
            for (Utterance utterance : utterances) {
                out.write(line(base, utterance).getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        });
    }

    static String line(Path base, Utterance utterance) throws JsonProcessingException {
        return JSON.writeValueAsString(json(base, utterance));
    }

    private static ObjectNode json(Path base, Utterance utterance) {
        Clip clip = utterance.clip();
        String audio = WrittenPath.from(base, clip.audio());
        ObjectNode json = JSON.createObjectNode();
        json.put(NemoLines.AUDIO, audio);
        if (clip.offsetSeconds() != 0) {
            json.put(NemoLines.OFFSET, clip.offsetSeconds());
        }
        clip.durationSeconds().ifPresent(seconds -> json.put(NemoLines.DURATION, seconds));
        utterance.text().ifPresent(text -> json.put(NemoLines.TEXT, text));
        if (!utterance.id().equals(Clip.name(audio, clip.offsetSeconds()))) {
            json.put(NemoLines.ID, utterance.id());
        }
        utterance.extra().forEach((key, value) -> {
            if (NUMBERS.contains(key) && NUMBER.matcher(value).matches()) {
                json.put(key, new BigDecimal(value));
            } else if (!NemoLines.OWN_KEYS.contains(key)) {
                json.put(key, value);
            }
        });
        return json;
    }
}
