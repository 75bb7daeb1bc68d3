package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstMinutesTest {
    private static final String WHERE = "all.jsonl";

    /** Each is in the test's name, so that a failure can be repeated. */
    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static double minutes(List<Utterance> utterances) {
        return Folds.seconds(utterances) / 60;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void smallerPartsAreTheBeginningOfLargerOnes(long seed) {
        List<Utterance> corpus = RandomCorpus.of(seed);
        List<Utterance> smaller = List.of();
        for (double share : new double[] {0.01, 0.2, 0.5, 0.9}) {
            List<Utterance> larger = FirstMinutes.of(corpus, share * minutes(corpus), WHERE);
            assertThat(larger).isNotEmpty();
            assertThat(larger.subList(0, smaller.size())).isEqualTo(smaller);
            smaller = larger;
        }
        assertThat(corpus).containsAll(smaller);
        assertThat(smaller).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfLinesDoesNotMatter(long seed) {
        List<Utterance> corpus = RandomCorpus.of(seed);
        List<Utterance> shuffled = new ArrayList<>(corpus);
        Collections.shuffle(shuffled, new Random(seed + 1000));
        double half = minutes(corpus) / 2;
        assertThat(FirstMinutes.of(shuffled, half, WHERE)).isEqualTo(FirstMinutes.of(corpus, half, WHERE));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLastClipIsTheOneThatMakesItEnough(long seed) {
        List<Utterance> corpus = RandomCorpus.of(seed);
        double third = minutes(corpus) / 3;
        List<Utterance> part = FirstMinutes.of(corpus, third, WHERE);
        assertThat(minutes(part)).isGreaterThanOrEqualTo(third);
        assertThat(minutes(part.subList(0, part.size() - 1))).isLessThan(third);
    }

    /** By sha256sum the digests begin with 2e (c), 3e (b) and ca (a). */
    @Test
    void clipsComeInTheOrderOfTheDigestsOfTheirIds() {
        List<Utterance> letters = List.of(
                RandomCorpus.utterance("b", 30, Optional.empty()),
                RandomCorpus.utterance("a", 30, Optional.empty()),
                RandomCorpus.utterance("c", 30, Optional.empty()));
        assertThat(FirstMinutes.of(letters, 1.5, WHERE))
                .extracting(Utterance::id)
                .containsExactly("c", "b", "a");
        assertThat(FirstMinutes.of(letters, 0.6, WHERE))
                .extracting(Utterance::id)
                .containsExactly("c", "b");
        assertThat(FirstMinutes.of(letters, 0.5, WHERE))
                .extracting(Utterance::id)
                .containsExactly("c");
    }

    @Test
    void moreThanThereIsIsRefusedWithWhatThereIs() {
        List<Utterance> one = List.of(RandomCorpus.utterance("a", 90, Optional.empty()));
        assertThat(FirstMinutes.of(one, 1.5, WHERE)).hasSize(1);
        assertThatThrownBy(() -> FirstMinutes.of(one, 3, WHERE))
                .isInstanceOf(UserFault.class)
                .hasMessage("all.jsonl: has 1.500 minutes of training speech, fewer than the 3.0 asked for;"
                        + " ask for at most 1.500 minutes, or give more speech");
    }
}
