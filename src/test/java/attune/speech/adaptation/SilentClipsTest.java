package attune.speech.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import attune.features.FeatureMatrix;
import attune.progress.Progress;
import attune.speech.TinySpeech;
import attune.speech.store.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SilentClipsTest {
    private final List<String> warnings = new ArrayList<>();

    private void tell(Example... examples) {
        SilentClips.tell(List.of(examples), new Progress() {
            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        });
    }

    private static Example silent(String id, String text) {
        return TinySpeech.example(id, new FeatureMatrix(new float[40], 10, 4), text);
    }

    private static Example noise(String id) {
        return TinySpeech.example(id, TinySpeech.noise(10, 4, new SplittableRandom(1)), "billion");
    }

    @Test
    void silenceThatHasATextIsNamed() {
        tell(noise("a"), silent("b", "billion"), silent("c", "two"));
        assertThat(warnings).singleElement().asString().contains("2 of the 3").contains("(b, c)");
    }

    @Test
    void silenceWithoutATextTeachesWhatItShould() {
        tell(noise("a"), silent("b", ""));
        assertThat(warnings).isEmpty();
    }
}
