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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SplitTest {
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;

    /** Each is in the test's name, so that a failure can be repeated. */
    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static Utterance utterance(String id, Optional<String> text) {
        return new Utterance(id, Clip.whole(Path.of(id + ".wav")), text, "all.jsonl:" + id, Map.of());
    }

    /** Clips with texts, some of which recur, spelt differently, and some without text. */
    private static List<Utterance> corpus(long seed) {
        Random random = new Random(seed);
        int clips = 20 + random.nextInt(200);
        int texts = 8 + random.nextInt(clips);
        return IntStream.range(0, clips)
                .mapToObj(i -> {
                    int text = random.nextInt(texts);
                    String spelling = random.nextBoolean() ? "say number " : "Say, number ";
                    return utterance("clip" + i, text == 0 ? Optional.empty() : Optional.of(spelling + text));
                })
                .toList();
    }

    private static Set<String> texts(List<Utterance> utterances) {
        return utterances.stream()
                .flatMap(utterance -> utterance.text().stream())
                .map(NORMALIZER::normalize)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyClipIsOnOneSideAndEveryTextToo(long seed) {
        List<Utterance> corpus = corpus(seed);
        Split split = Split.of(corpus, 0.2, NORMALIZER, new RunSeed(seed));
        List<Utterance> both = new ArrayList<>(split.train());
        both.addAll(split.dev());
        assertThat(both).containsExactlyInAnyOrderElementsOf(corpus);
        assertThat(texts(split.train())).doesNotContainAnyElementsOf(texts(split.dev()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfLinesDoesNotMatter(long seed) {
        List<Utterance> shuffled = new ArrayList<>(corpus(seed));
        Collections.shuffle(shuffled, new Random(seed + 1000));
        assertThat(Split.of(shuffled, 0.2, NORMALIZER, new RunSeed(seed)))
                .isEqualTo(Split.of(corpus(seed), 0.2, NORMALIZER, new RunSeed(seed)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theShareIsKeptFromBelowToWithinTheSmallestGroupLeft(long seed) {
        List<Utterance> corpus = corpus(seed);
        Split split = Split.of(corpus, 0.2, NORMALIZER, new RunSeed(seed));
        long wanted = Math.round(0.2 * corpus.size());
        Map<String, Long> left = split.train().stream()
                .collect(Collectors.groupingBy(
                        utterance -> utterance.text().map(NORMALIZER::normalize).orElse(utterance.id()),
                        Collectors.counting()));
        assertThat(split.dev()).hasSizeLessThanOrEqualTo((int) wanted);
        assertThat(split.dev().size() + Collections.min(left.values())).isGreaterThan(wanted);
    }

    @Test
    void anotherSeedHoldsOutOtherClips() {
        List<Utterance> corpus = corpus(1);
        assertThat(Split.of(corpus, 0.2, NORMALIZER, new RunSeed(1)).dev())
                .isNotEqualTo(Split.of(corpus, 0.2, NORMALIZER, new RunSeed(2)).dev());
    }

    @Test
    void overSeedsEveryClipIsHeldOutAsOftenAsItsShare() {
        List<Utterance> corpus = IntStream.range(0, 40)
                .mapToObj(i -> utterance("clip" + i, Optional.of("text " + i)))
                .toList();
        int[] heldOut = new int[40];
        int draws = 2000;
        for (int seed = 0; seed < draws; seed++) {
            Split.of(corpus, 0.25, NORMALIZER, new RunSeed(seed))
                    .dev()
                    .forEach(
                            utterance -> heldOut[Integer.parseInt(utterance.id().substring(4))]++);
        }
        // Binomial with mean 500 and deviation 19.4: six deviations in 40 clips go wrong once in ten million.
        assertThat(IntStream.of(heldOut).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(384, 616));
    }

    @Test
    void neitherSideIsEverEmpty() {
        List<Utterance> two = List.of(
                utterance("a", Optional.of("one")),
                utterance("b", Optional.of("two")),
                utterance("c", Optional.of("two")));
        assertThat(Split.of(two, 0.01, NORMALIZER, new RunSeed(3)).dev())
                .extracting(Utterance::id)
                .containsExactly("a");
        assertThat(Split.of(two, 0.99, NORMALIZER, new RunSeed(3)).train())
                .extracting(Utterance::id)
                .containsExactly("a");
    }

    @Test
    void aSingleTextCannotBeSplit() {
        List<Utterance> same = List.of(utterance("1", Optional.of("Yes.")), utterance("2", Optional.of("yes")));
        assertThatThrownBy(() -> Split.of(same, 0.5, NORMALIZER, new RunSeed(0)))
                .isInstanceOf(UserFault.class)
                .hasMessage("all.jsonl:1: no clip can be held out: all 2 have the same text;"
                        + " give clips with different texts, or a dev manifest of your own");
    }
}
