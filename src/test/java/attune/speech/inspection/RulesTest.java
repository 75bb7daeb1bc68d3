package attune.speech.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.SoundFacts;
import attune.corpus.Clip;
import attune.corpus.Utterance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What sound and length say about a clip beside the others. */
class RulesTest {
    private final Clips clips = new Clips();

    private void add(String text, double seconds, double bandwidthHz, long fingerprint) {
        Clip clip = Clip.whole(Path.of(clips.all().size() + ".wav")).withDuration(seconds);
        SoundFacts sound =
                new SoundFacts(16_000, 1, seconds, OptionalDouble.of(seconds), -12, 0.0001, fingerprint, bandwidthHz);
        String where = "m:" + (clips.all().size() + 1);
        clips.add(new Clips.One(
                new Utterance(where, clip, Optional.of(text), where, Map.of()), text, Optional.of(sound)));
    }

    private List<String> found() {
        return clips.inspected().stream()
                .flatMap(clip -> clip.findings().stream()
                        .map(finding -> clip.utterance().where() + " " + finding.defect() + " " + finding.value()))
                .toList();
    }

    @Test
    void shortTextsMayHaveLowRates() {
        for (int i = 0; i < 60; i++) {
            add("yes", 1.2, 8000, i);
            add("please hold the line for the operator", 2.4, 8000, 100 + i);
        }
        LengthRule.apply(clips);
        assertThat(found()).isEmpty();
        add("please hold the line for the operator", 12, 8000, 1000);
        LengthRule.apply(clips);
        assertThat(found()).containsExactly("m:121 ODD_LENGTH 12.0 s, others with as long a text about 2.4");
    }

    @Test
    void amongFewClipsNoLengthIsOdd() {
        add("yes", 1, 8000, 1);
        add("yes", 40, 8000, 2);
        LengthRule.apply(clips);
        assertThat(found()).isEmpty();
    }

    @Test
    void aTelephoneIsOddAmongOtherSoundOnly() {
        add("one", 1, 3800, 1);
        add("two", 1, 3700, 2);
        SoundRules.apply(clips);
        assertThat(found()).isEmpty();
        add("three", 1, 7900, 3);
        add("four", 1, 7800, 4);
        add("five", 1, 8000, 5);
        SoundRules.apply(clips);
        assertThat(found())
                .containsExactly(
                        "m:1 NARROW_BAND up to 3800 Hz, other clips up to 7800",
                        "m:2 NARROW_BAND up to 3700 Hz, other clips up to 7800");
    }

    @Test
    void theFirstOfTwoCopiesStaysAndContradictoryTextsGo() {
        add("one", 1, 8000, 7);
        add("one", 1, 8000, 7);
        add("won", 1, 8000, 7);
        add("two", 1, 8000, 8);
        Utterance test = clips.all().get(3).utterance;
        CopyRule.apply(clips, Map.of(8L, test));
        assertThat(found())
                .containsExactly(
                        "m:1 OTHER_TEXT \"won\" at m:3",
                        "m:2 TWICE as m:1",
                        "m:3 OTHER_TEXT \"one\" at m:1",
                        "m:4 HELD_OUT as m:4");
    }

    @Test
    void aTextIsDoubtedForWhatItLacksInAllAndForEachLetter() {
        assertThat(new TextFit("", 3, 10, false).isDoubtful(0)).isTrue();
        assertThat(new TextFit("", 3, 6, false).isDoubtful(0))
                .as("18 nats in all")
                .isFalse();
        assertThat(new TextFit("", 2.4, 100, false).isDoubtful(0)).isFalse();
        assertThat(new TextFit("", 3, 10, false).isDoubtful(0.5))
                .as("a poor model")
                .isFalse();
        assertThat(new TextFit("", 5, 10, true).isDoubtful(0))
                .as("w is spoken as double you")
                .isFalse();
    }
}
