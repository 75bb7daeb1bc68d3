package attune.speech.adaptation;

import attune.features.FeatureMatrix;
import attune.progress.Progress;
import attune.speech.store.Example;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Clips in which nothing sounds, though they have a text: a network learns from them to hear it in silence. */
final class SilentClips {
    private static final int NAMED = 3;

    private SilentClips() {}

    /** Warns of them, if there are any. */
    static void tell(List<Example> examples, Progress progress) {
        List<String> silent = examples.stream()
                .filter(example -> !example.text().isEmpty() && isSilent(example.features()))
                .map(Example::id)
                .toList();
        if (!silent.isEmpty()) {
            String names = silent.stream().limit(NAMED).collect(Collectors.joining(", "));
            progress.warn("nothing sounds in " + silent.size() + " of the " + examples.size()
                    + " training clips, although they have a text (" + names + (silent.size() > NAMED ? ", …" : "")
                    + "): they are silent, or their channels cancel each other out; corpus check sorts them out");
        }
    }

    /** Whether all frames are alike, as they are in digital silence; in the quietest sound no two are. */
    private static boolean isSilent(FeatureMatrix features) {
        float[] values = features.values();
        int size = features.coefficients();
        for (int at = size; at < values.length; at += size) {
            if (!Arrays.equals(values, 0, size, values, at, at + size)) {
                return false;
            }
        }
        return features.frames() > 1;
    }
}
