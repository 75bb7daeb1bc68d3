package attune.speech.store;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.features.FrontEnd;
import attune.files.Digest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys of clips: from the bytes of the file (not its name, so that a corpus may move), what decodes it, the
 * stretch, the front end with its statistics, and the version of our own arithmetic.
 */
final class FeatureKeys {
    /** Raise this with every change of decoding, resampling or feature extraction that changes a value. */
    static final int ARITHMETIC = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AudioReader audio;
    /** Many clips may be stretches of one long file, which is then read once. */
    private final Map<FileState, String> contents = new ConcurrentHashMap<>();

    /** A file's identity, as far as the file system can tell. */
    private record FileState(
            Path file,
            long bytes,
            FileTime modified,
            @Nullable Object fileKey) {}

    FeatureKeys(AudioReader audio) {
        this.audio = audio;
    }

    /**
     * The key of a clip as its file is now.
     *
     * @throws IOException if the file cannot be read
     */
    FeatureKey of(Clip clip, FrontEnd frontEnd) throws IOException {
        String duration = clip.durationSeconds().isPresent()
                ? Double.toHexString(clip.durationSeconds().getAsDouble())
                : "to its end";
        String all = String.join(
                "\n",
                "attune features " + ARITHMETIC,
                content(clip.audio()),
                Double.toHexString(clip.offsetSeconds()),
                duration,
                json(frontEnd));
        return new FeatureKey(Digest.sha256(all.getBytes(StandardCharsets.UTF_8)), frontEnd.coefficients());
    }

    private String content(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        FileState state = new FileState(file, now.size(), now.lastModifiedTime(), now.fileKey());
        try {
            return contents.computeIfAbsent(state, fresh -> digestAndDecoder(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String digestAndDecoder(Path file) {
        try {
            return Digest.sha256(file) + "\n" + audio.decoder(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(FrontEnd frontEnd) {
        try {
            return JSON.writerFor(FrontEnd.class).writeValueAsString(frontEnd);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a front end is made to be written as JSON", e);
        }
    }
}
