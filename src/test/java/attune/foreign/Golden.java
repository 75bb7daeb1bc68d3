package attune.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The narrow network that {@code make_golden.py} and {@code make_tflite.py} write in four formats, and its output for a
 * clip.
 */
final class Golden {

    private Golden() {}

    static Path file(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Golden.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A copy of one of the files, or of the checkpoint's folder. */
    static Path copy(String name, Path folder) throws IOException {
        Path from = file(name);
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
        return to;
    }

    static JsonNode json() throws IOException {
        return json("golden.json");
    }

    static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(file(name).toFile());
    }

    /** The clip, full scale ±1. */
    static float[] samples() throws IOException {
        JsonNode values = json().get("samples");
        float[] samples = new float[values.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = values.get(i).intValue() / 32768f;
        }
        return samples;
    }

    static final List<String> FORMS = List.of("checkpoint", "narrow.pb", "narrow.pbmm", "narrow-float.tflite");
}
