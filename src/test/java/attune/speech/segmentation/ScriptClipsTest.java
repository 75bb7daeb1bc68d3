package attune.speech.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.segmentation.ScriptClips.ScriptClip;
import attune.text.TextChanges;
import attune.text.TextNormalizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptClipsTest {
    private final Script script =
            Script.of("One.\nTwo.\nThree.\nFour.", TextNormalizer.ENGLISH_BASIC, new TextChanges());

    @Test
    void sentencesWithoutAPauseBetweenThemAreOneClip() {
        assertThat(ScriptClips.of(script, List.of(new Found(0, 1, 2, 0.5), new Found(1, 2.05, 3, 0.4))))
                .containsExactly(new ScriptClip(1, 3, "One. Two.", 0.4));
    }

    @Test
    void aPauseASentenceLeftOutAndTwentySecondsEndAClip() {
        assertThat(ScriptClips.of(
                        script,
                        List.of(new Found(0, 1, 2, 0.5), new Found(2, 2.02, 3, 0.5), new Found(3, 3.2, 4, 0.5))))
                .extracting(ScriptClip::text)
                .containsExactly("One.", "Three.", "Four.");
        assertThat(ScriptClips.of(script, List.of(new Found(0, 0, 12, 0.5), new Found(1, 12, 24, 0.5))))
                .hasSize(2);
    }
}
