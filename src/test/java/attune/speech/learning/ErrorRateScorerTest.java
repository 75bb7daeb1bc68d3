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
