package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import attune.text.TextNormalizer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static Utterance said(String text, String speaker) {
        return new Utterance(
                text + speaker, Clip.whole(Path.of("a.wav")), Optional.of(text), "m", Map.of("speaker", speaker));
    }

    private static Overlap of(List<Utterance> train, List<Utterance> heldOut) {
        return Overlap.of(train, heldOut, TextNormalizer.ENGLISH_BASIC);
    }

    @Test
    void countsTextsWordsAndSpeakers() {
        Overlap overlap = of(
                List.of(said("Please hold the line.", "ann"), said("one", "bob")),
                List.of(
                        said("please hold the line", "bob"), // the same, written otherwise
                        said("please hold the door", "cy"), // a word differs
                        said("two", "cy"), // too short to be near "one"
                        said("something else", "dee")));
        assertThat(overlap).isEqualTo(new Overlap(4, 1, 1, 3, 1, 11, 4));
    }

    @Test
    void textsAreNearIfTheyDifferInOneWordOfAsMany() {
        String[] words = {"a", "b", "ab", "ba", "*"};
        List<String[]> texts = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 400; i++) {
            texts.add(random.ints(random.nextInt(4, 7), 0, words.length)
                    .mapToObj(word -> words[word])
                    .toArray(String[]::new));
        }
        int near = 0;
        for (String[] one : texts) {
            for (String[] other : texts) {
                boolean isNear = one.length == other.length
                        && IntStream.range(0, one.length)
                                        .filter(i -> !one[i].equals(other[i]))
                                        .count()
                                == 1;
                Overlap overlap =
                        of(List.of(said(String.join(" ", one), "a")), List.of(said(String.join(" ", other), "b")));
                assertThat(overlap.nearText())
                        .as("%s and %s", List.of(one), List.of(other))
                        .isEqualTo(isNear ? 1 : 0);
                near += isNear ? 1 : 0;
            }
        }
        assertThat(near).isGreaterThan(100);
    }

    @Test
    void aLongTextNeedsMemoryInProportion() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Utterance> lecture =
                List.of(said(IntStream.range(0, 4000).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")), "ann"));
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(of(lecture, lecture).sameText()).isEqualTo(1);
        // Each word left out of a string of its own would be 88 MB.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
    }

    @Test
    void clipsWithoutTextHaveNothingInCommon() {
        Utterance silent = new Utterance("x", Clip.whole(Path.of("a.wav")), Optional.empty(), "m", Map.of());
        assertThat(of(List.of(silent), List.of(silent))).isEqualTo(new Overlap(1, 0, 0, 0, 0, 0, 0));
    }
}
