package attune.speech.store;

import attune.features.FeatureMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the feature cache. */
public final class CacheDoor {
    private static final FeatureKey KEY = new FeatureKey("0123456789abcdef".repeat(4), 5);

    private CacheDoor() {}

    /** Writes one of 20 frames. */
    public static void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            FeatureFile.write(out, KEY, new FeatureMatrix(new float[20 * 5], 20, 5));
        }
    }

    /** Reads it in both ways. */
    public static void read(Path file) throws IOException {
        FeatureFile.frames(file, KEY);
        FeatureFile.read(file, KEY);
    }
}
