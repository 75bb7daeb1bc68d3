package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import attune.evaluation.JudgedWord;
import attune.text.TextNormalizer;
import attune.transcripts.HeardTexts.HeardText;
import attune.transcripts.HeardTexts.HeardWord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgedHypothesisTest {
    /** Alone, 1984 would be read as an amount. */
    @Test
    void wordsThatTheirNeighboursChangeHaveTheConfidencesOfThoseTheyReplace() {
        HeardText line = new HeardText(
                "clip",
                "it opened in 1984",
                Optional.of(List.of(
                        new HeardWord("it", 0.9),
                        new HeardWord("opened", 0.8),
                        new HeardWord("in", 0.7),
                        new HeardWord("1984", 0.6))),
                "heard.jsonl:1");
        assertThat(JudgedHypothesis.of(
                        "it opened in nineteen eighty four", line, TextNormalizer.spoken(Locale.ENGLISH)))
                .extracting(JudgedWord::confidence, JudgedWord::right)
                .containsExactly(
                        tuple(0.9, true),
                        tuple(0.8, true),
                        tuple(0.7, true),
                        tuple(0.6, true),
                        tuple(0.6, true),
                        tuple(0.6, true));
    }
}
