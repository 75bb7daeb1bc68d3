package attune.speech.language;

import static org.assertj.core.api.Assertions.assertThat;

import attune.progress.Progress;
import attune.speech.DecodingSettings;
import attune.speech.LanguageDecoding;
import attune.speech.TinyLanguage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptedLanguageTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void warn(String line) {
            warnings.add(line);
        }
    };

    private TunedLanguage tuned(double with, double without) {
        Trial best = new Trial(DecodingSettings.DEFAULT, with, 0.1);
        Trial greedy = new Trial(DecodingSettings.DEFAULT, without, 0.1);
        CalibrationError none = new CalibrationError(0, 0);
        return new TunedLanguage(
                new LanguageDecoding(TinyLanguage.digits(folder), DecodingSettings.DEFAULT),
                List.of(best),
                best,
                greedy,
                List.of(best),
                none,
                none);
    }

    @Test
    void oneThatHelpsIsKept() {
        assertThat(AdaptedLanguage.ifItHelps("texts", tuned(0.2, 0.4), progress))
                .get()
                .extracting(AdaptedLanguage::parts)
                .isEqualTo("texts");
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneThatMakesTheDevClipsWorseIsLeftOut() {
        assertThat(AdaptedLanguage.ifItHelps("texts", tuned(0.45, 0.4), progress))
                .isEmpty();
        assertThat(warnings)
                .containsExactly("the language model was left out, because it makes the dev clips worse"
                        + " (dev WER 45.0 % with it, 40.0 % without); texts of the domain make a better one");
    }
}
