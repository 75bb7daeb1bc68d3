package attune.speech.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.speech.TinySpeech;
import attune.speech.store.Example;
import attune.training.Scorer;
import attune.training.TrainingDivergedException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class ErrorRateScorerTest {

    private static Scorer.Score score(int label, String... texts) {
        SplittableRandom random = new SplittableRandom(7);
        List<Example> examples = new ArrayList<>();
        for (String text : texts) {
            examples.add(TinySpeech.example("clip" + examples.size(), TinySpeech.noise(20, 240, random), text));
        }
        return new ErrorRateScorer(examples, TinySpeech.format()).score(TinySpeech.deafNetwork(label));
    }

    private static int label(String letter) {
        return TinySpeech.format().alphabet().encode(letter)[0];
    }

    @Test
    void countsErrorsOverAllClips() {
        int blank = TinySpeech.format().alphabet().blankIndex();
        Scorer.Score silent = score(blank, "a", "a", "a", "b");
        assertThat(silent.value()).isCloseTo(0.91, within(1e-12));
        assertThat(silent.text()).isEqualTo("WER 100.0 %, CER 100.0 % (greedy)");
        Scorer.Score better = score(label("a"), "a", "a", "a", "b");
        assertThat(better.value()).isCloseTo(0.2525, within(1e-12));
        assertThat(better.text()).isEqualTo("WER 25.0 %, CER 25.0 % (greedy)");
        assertThat(score(label("a"), "a", "a").value()).isZero();
    }

    @Test
    void partsAddUpToTheWholeHoweverManyThereAre() {
        SplittableRandom random = new SplittableRandom(11);
        ComputationGraph network = TinySpeech.network(1);
        network.getLayer(AcousticNetwork.OUTPUT).getParam("W").muli(12); // else the same output in every frame
        List<Example> clips = IntStream.range(0, 7)
                .mapToObj(i -> TinySpeech.example("clip " + i, TinySpeech.noise(20 + i, 240, random), "one two"))
                .toList();
        ErrorRateScorer scorer = new ErrorRateScorer(clips, TinySpeech.format());
        Scorer.Score whole = scorer.score(network);
        assertThat(whole.value()).isPositive();
        for (int parts : new int[] {2, 3, 9}) {
            float[] sum = new float[8];
            for (int part = 0; part < parts; part++) {
                float[] counts = scorer.counts(network, part, parts);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += counts[i];
                }
            }
            assertThat(scorer.score(sum)).isEqualTo(whole);
        }
    }

    @Test
    void outputsThatAreNoNumbersAreTrainingGoneWrong() {
        ComputationGraph network = TinySpeech.network(1);
        network.params().putScalar(0, Float.NaN);
        List<Example> clips =
                List.of(TinySpeech.example("clip", TinySpeech.noise(20, 240, new SplittableRandom(7)), "a"));
        ErrorRateScorer scorer = new ErrorRateScorer(clips, TinySpeech.format());
        assertThatThrownBy(() -> scorer.score(network))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("clip");
    }

    @Test
    void lettersDecideWhereNoWordIsRightYet() {
        Scorer.Score silent = score(TinySpeech.format().alphabet().blankIndex(), "ab", "ac");
        Scorer.Score firstLetter = score(label("a"), "ab", "ac");
        assertThat(firstLetter.value()).isLessThan(silent.value()).isGreaterThan(0.9);
    }

    @Test
    void aWordOutweighsAllLetters() {
        // "bbbbbbbbbb" needs ten characters: getting only the short word right must still score better.
        double word = score(label("a"), "a", "bcdefghijk").value();
        double letters = score(label("b"), "a", "bcdefghijk").value();
        assertThat(word).isLessThan(letters);
    }
}
