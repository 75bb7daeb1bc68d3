package attune.speech.language;

import static org.assertj.core.api.Assertions.assertThat;

import attune.decoding.TimedCharacter;
import attune.decoding.Transcript;
import attune.decoding.Word;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WordConfidencesTest {

    private static Transcript heard(String text, double confidence) {
        TimedCharacter character = new TimedCharacter(text, 0, 1, confidence);
        return new Transcript(List.of(new Word(text, 0, 1, confidence, List.of(character))), confidence, -1);
    }

    /** Words that say 0.95 and are right seven times in ten, words that say 0.6 and are right three times in ten. */
    private static WordConfidences boastful() {
        WordConfidences confidences = new WordConfidences();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 4000; i++) {
            boolean sure = random.nextBoolean();
            boolean right = random.nextDouble() < (sure ? 0.7 : 0.3);
            confidences.add(right ? "yes" : "no", heard("yes", sure ? 0.95 : 0.6));
        }
        return confidences;
    }

    @Test
    void aCalibratedConfidenceIsTheShareOfRightWords() {
        WordConfidences.Fit fit = boastful().fit();
        // 2000 draws have a standard error of 0.01.
        assertThat(fit.calibration().apply(0.95)).isCloseTo(0.7, Offset.offset(0.04));
        assertThat(fit.calibration().apply(0.6)).isCloseTo(0.3, Offset.offset(0.04));
        assertThat(fit.errorBefore()).isCloseTo(0.275, Offset.offset(0.04));
        assertThat(fit.errorAfter()).isLessThan(0.04);
    }

    @Test
    void missedWordsHaveNoConfidenceAndOddOnesAreWrong() {
        WordConfidences confidences = new WordConfidences();
        confidences.add("never said anything", heard("said", 0.8));
        confidences.add("silence", heard("noise", 0.8));
        assertThat(confidences.fit().errorBefore()).isCloseTo(0.3, Offset.offset(1e-12));
    }
}
