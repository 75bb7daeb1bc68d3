package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldsTest {
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;

    /** Each is in the test's name, so that a failure can be repeated. */
    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static int count(long seed) {
        return 2 + (int) (seed % 5);
    }

    private static List<List<Utterance>> folds(List<Utterance> corpus, int count) {
        Folds folds = Folds.of(corpus, count, NORMALIZER);
        return IntStream.rangeClosed(1, count).mapToObj(folds::heldOut).toList();
    }

    private static Set<String> texts(List<Utterance> utterances) {
        return utterances.stream()
                .flatMap(utterance -> utterance.text().stream())
                .map(NORMALIZER::normalize)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyClipIsHeldOutOnceAndLearntFromOtherwise(long seed) {
        List<Utterance> corpus = RandomCorpus.of(seed);
        Folds folds = Folds.of(corpus, count(seed), NORMALIZER);
        List<Utterance> heldOut = new ArrayList<>();
        for (int fold = 1; fold <= count(seed); fold++) {
            heldOut.addAll(folds.heldOut(fold));
            List<Utterance> both = new ArrayList<>(folds.heldOut(fold));
            both.addAll(folds.allBut(fold));
            assertThat(both).containsExactlyInAnyOrderElementsOf(corpus);
        }
        assertThat(heldOut).containsExactlyInAnyOrderElementsOf(corpus);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noTextIsInTwoFolds(long seed) {
        Set<String> seen = new HashSet<>();
        for (List<Utterance> fold : folds(RandomCorpus.of(seed), count(seed))) {
            assertThat(texts(fold)).noneMatch(seen::contains);
            seen.addAll(texts(fold));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfLinesDoesNotMatter(long seed) {
        List<Utterance> shuffled = new ArrayList<>(RandomCorpus.of(seed));
        Collections.shuffle(shuffled, new Random(seed + 1000));
        assertThat(folds(shuffled, count(seed))).isEqualTo(folds(RandomCorpus.of(seed), count(seed)));
    }

    /** No fold can be longer than another by more than the group that went into it last, the longest at most. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void foldsDifferByLessThanTheLongestGroup(long seed) {
        List<Utterance> corpus = RandomCorpus.of(seed);
        double longest = SameText.groups(corpus, NORMALIZER).values().stream()
                .mapToDouble(Folds::seconds)
                .max()
                .orElseThrow();
        double[] seconds = folds(corpus, count(seed)).stream()
                .mapToDouble(Folds::seconds)
                .sorted()
                .toArray();
        assertThat(seconds[0]).isPositive();
        assertThat(seconds[seconds.length - 1] - seconds[0]).isLessThanOrEqualTo(longest + 1e-9);
    }

    @Test
    void asManyFoldsAsTextsAreFoldsOfOneText() {
        List<Utterance> three = List.of(
                RandomCorpus.utterance("1", 3, Optional.of("yes")),
                RandomCorpus.utterance("2", 2, Optional.of("no")),
                RandomCorpus.utterance("3", 1, Optional.of("Yes.")),
                RandomCorpus.utterance("4", 1, Optional.empty()));
        assertThat(folds(three, 3))
                .extracting(fold -> fold.stream().map(Utterance::id).toList())
                .containsExactly(List.of("1", "3"), List.of("2"), List.of("4"));
        assertThatThrownBy(() -> Folds.of(three, 4, NORMALIZER))
                .isInstanceOf(UserFault.class)
                .hasMessage(
                        "folds 4: clips with the same text belong in one fold, but the 4 clips have only 3 different"
                                + " texts; ask for fewer folds, or give more speech");
    }
}
