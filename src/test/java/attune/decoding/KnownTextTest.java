package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.text.Alphabet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownTextTest {
    private static final Alphabet ENGLISH = Alphabet.english();
    private final KnownText aligner = new KnownText(ENGLISH, 0.5);

    @Test
    void whatTheFramesSpellIsFoundWhereTheySpellIt() {
        Transcript found = aligner.align(Frames.spelling(ENGLISH, "_hh_i__  _y_oo_", 0.9), "hi yo");

        assertThat(found.text()).isEqualTo("hi yo");
        Word hi = found.words().get(0);
        assertThat(hi.startSeconds()).isEqualTo(0.5);
        assertThat(hi.endSeconds()).isEqualTo(2.5);
        assertThat(hi.characters().get(1).startSeconds()).isEqualTo(2);
        Word yo = found.words().get(1);
        assertThat(yo.startSeconds()).isEqualTo(5);
        assertThat(yo.endSeconds()).isEqualTo(7);
        assertThat(found.confidence()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void aWordThatTheFramesDoNotSayIsFoundWithLittleConfidence() {
        Transcript found = aligner.align(Frames.spelling(ENGLISH, "__no__  _yes_", 0.9), "on yes");

        assertThat(found.text()).isEqualTo("on yes");
        assertThat(found.words().get(0).confidence()).isLessThan(0.3);
        assertThat(found.words().get(1).confidence()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void aTextThatCannotBeHasAConfidenceOfZero() {
        float[][] frames = Frames.spelling(ENGLISH, "_no_ _no_", 0.9);
        for (float[] row : frames) {
            row[ENGLISH.encode("y")[0]] = Float.NEGATIVE_INFINITY;
        }

        Transcript found = aligner.align(frames, "no yy");

        assertThat(found.words().get(0).confidence()).isCloseTo(0.9, within(1e-6));
        assertThat(found.words().get(1).confidence()).isZero();
        assertThat(found.confidence()).isZero();
    }

    @Test
    void itAgreesWithGreedyDecodingOnWhatThatHeard() {
        for (int seed = 0; seed < 20; seed++) {
            float[][] frames = Frames.random(new SplittableRandom(seed), 40, ENGLISH.size(), 6);
            Transcript greedy = new GreedyDecoder(ENGLISH, 0.5).decode(frames);

            Transcript aligned = aligner.align(frames, greedy.text());

            // The best of all paths spells this text, so no other that does is better.
            assertThat(aligned.logProb()).as("seed %d", seed).isGreaterThanOrEqualTo(greedy.logProb() - 1e-4);
            assertThat(aligned.text()).isEqualTo(greedy.text());
        }
    }

    @Test
    void everyRepeatNeedsAFrameMore() {
        assertThat(aligner.align(Frames.random(new SplittableRandom(1), 5, 29, 1), "aaa")
                        .text())
                .isEqualTo("aaa");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aligner.align(Frames.random(new SplittableRandom(1), 4, 29, 1), "aaa"))
                .withMessageContaining("5 frames");
        assertThatIllegalArgumentException().isThrownBy(() -> aligner.align(new float[4][28], "a"));
    }
}
