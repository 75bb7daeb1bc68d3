package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreeSetsTest {
    private static final ThreeSets.Shares TENTHS = new ThreeSets.Shares(0.1, 0.1, true);

    private static Utterance clip(int number, String speaker, String text) {
        return new Utterance(
                "clip" + number,
                Clip.whole(Path.of(number + ".wav")),
                Optional.of(text),
                "all.jsonl:" + number,
                speaker.isEmpty() ? Map.of() : Map.of("speaker", speaker));
    }

    /** Forty speakers with ten clips each, every text said by several of the same five. */
    private static List<Utterance> corpus() {
        List<Utterance> clips = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int speaker = i % 40;
            clips.add(clip(
                    i, "speaker" + speaker, "Group " + speaker / 5 + " says number " + i / 40 + " of " + speaker / 5));
        }
        return clips;
    }

    private static ThreeSets split(List<Utterance> clips, ThreeSets.Shares shares) {
        return ThreeSets.of(clips, shares, TextNormalizer.ENGLISH_BASIC, new RunSeed(3));
    }

    @Test
    void speakersAndTextsThatDifferInOneWordStayTogether() {
        List<Utterance> clips = new ArrayList<>(corpus());
        clips.removeIf(one -> one.requireText().startsWith("Group 7"));
        ThreeSets sets = split(clips, new ThreeSets.Shares(0.2, 0.2, true));
        assertThat(sets.dev()).isNotEmpty();
        assertThat(sets.test()).isNotEmpty();
        assertThat(Stream.of(sets.train(), sets.dev(), sets.test()).flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(clips);
        for (Utterance one : sets.train()) {
            assertThat(Stream.concat(sets.dev().stream(), sets.test().stream()))
                    .noneMatch(other -> other.speaker().equals(one.speaker()))
                    .noneMatch(other -> other.requireText()
                            .substring(0, 8)
                            .equals(one.requireText().substring(0, 8)));
        }
    }

    @Test
    void somethingIsLeftToTrainOn() {
        List<Utterance> three =
                List.of(clip(1, "a", "press one"), clip(2, "b", "hello there"), clip(3, "c", "goodbye"));
        assertThatThrownBy(() -> split(three, new ThreeSets.Shares(0.3, 0.6, false)))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("dev and test take all 3 clips");
    }

    @Test
    void theOrderOfTheClipsChangesNothing() {
        List<Utterance> shuffled = new ArrayList<>(corpus());
        Collections.shuffle(shuffled, new Random(5));
        ThreeSets.Shares shares = new ThreeSets.Shares(0.2, 0.2, true);
        assertThat(split(shuffled, shares)).isEqualTo(split(corpus(), shares));
    }

    @Test
    void sharesAreNeverExceeded() {
        List<Utterance> clips = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clips.add(clip(i, "", "text " + (i % 150)));
        }
        ThreeSets sets = split(clips, TENTHS);
        assertThat(sets.test()).hasSizeBetween(18, 20);
        assertThat(sets.dev()).hasSizeBetween(18, 20);
    }

    @Test
    void aSingleSpeakerCanOnlyBeDivided() {
        List<Utterance> clips = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clips.add(clip(i, "ann", "text " + i));
        }
        assertThatThrownBy(() -> split(clips, TENTHS))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("50 clips are 1 group of the same speaker or text")
                .hasMessageContaining("let speakers be divided");
        assertThat(split(clips, new ThreeSets.Shares(0.1, 0, false)).dev()).hasSize(5);
    }

    @Test
    void sharesMustLeaveSomethingToTrainOn() {
        assertThatThrownBy(() -> new ThreeSets.Shares(0.5, 0.5, true)).hasMessageContaining("less than 1");
    }
}
