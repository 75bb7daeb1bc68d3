package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.decoding.TimedCharacter;
import attune.decoding.Transcript;
import attune.decoding.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedTranscriptTest {

    private static Transcript saying(String character, double confidence, double logProb) {
        TimedCharacter only = new TimedCharacter(character, 0.5, 0.75, 0.9);
        return new Transcript(List.of(new Word(character, 0.5, 0.75, 0.8, List.of(only))), confidence, logProb);
    }

    @Test
    void onePieceIsTheWhole() {
        Transcript one = saying("a", 0.7, -3);
        assertThat(JoinedTranscript.of(List.of(new JoinedTranscript.Part(0, 10, one))))
                .isEqualTo(one);
    }

    /** The silence before it was left out. */
    @Test
    void theOnlyPieceMayBeginLate() {
        Transcript late = JoinedTranscript.of(List.of(new JoinedTranscript.Part(20, 10, saying("a", 0.7, -3))));
        assertThat(late.words()).extracting(Word::startSeconds).containsExactly(20.5);
    }

    @Test
    void wordsAndCharactersMoveToTheirPieceInTheClip() {
        Transcript joined = JoinedTranscript.of(List.of(
                new JoinedTranscript.Part(0, 10, saying("a", 0.7, -3)),
                new JoinedTranscript.Part(20, 10, saying("b", 0.7, -4))));
        assertThat(joined.text()).isEqualTo("a b");
        assertThat(joined.words()).extracting(Word::startSeconds).containsExactly(0.5, 20.5);
        assertThat(joined.words()).extracting(Word::endSeconds).containsExactly(0.75, 20.75);
        assertThat(joined.words().get(1).characters()).containsExactly(new TimedCharacter("b", 20.5, 20.75, 0.9));
        assertThat(joined.logProb()).isEqualTo(-7);
    }

    @Test
    void theConfidenceIsTheGeometricMeanOverAllFrames() {
        Transcript joined = JoinedTranscript.of(List.of(
                new JoinedTranscript.Part(0, 30, saying("a", 0.9, -3)),
                new JoinedTranscript.Part(20, 10, saying("b", 0.4, -4))));
        double expected = Math.pow(Math.pow(0.9, 30) * Math.pow(0.4, 10), 1.0 / 40);
        assertThat(joined.confidence()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aPieceWithoutFramesWeighsNothing() {
        Transcript nothing = new Transcript(List.of(), 1, 0);
        Transcript joined = JoinedTranscript.of(List.of(
                new JoinedTranscript.Part(0, 30, saying("a", 0.9, -3)), new JoinedTranscript.Part(20, 0, nothing)));
        assertThat(joined.confidence()).isCloseTo(0.9, within(1e-12));
        assertThat(JoinedTranscript.of(List.of(
                                new JoinedTranscript.Part(0, 0, nothing), new JoinedTranscript.Part(1, 0, nothing)))
                        .confidence())
                .isEqualTo(1);
    }
}
