package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.decoding.Calibration;
import attune.decoding.UnknownWords;
import attune.evaluation.Interval;
import attune.evaluation.JointComparison;
import attune.evaluation.JointComparison.Rate;
import attune.results.ClassificationResult;
import attune.results.Difference;
import attune.results.EvaluationResult;
import attune.results.LadderResult;
import attune.speech.DecodingSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reports for a person, character by character; the first two as in the README's tour. */
class ReportTextTest {
    @Test
    void anEvaluationIsATableAndASentence() {
        Difference.OfWords better = new Difference.OfWords(-0.498, -0.587, -0.416, 0.0002, 0.0000, true);
        String text = EvaluationText.of(List.of(
                new EvaluationResult(
                        "models/source-en/source-en.attune",
                        63,
                        592,
                        0.760,
                        0.722,
                        0.801,
                        0.429,
                        289,
                        152,
                        9,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of()),
                new EvaluationResult(
                        "runs/quickstart/adapted.attune",
                        63,
                        592,
                        0.262,
                        0.185,
                        0.335,
                        0.098,
                        119,
                        19,
                        17,
                        better,
                        new JointComparison(14, List.of(new Rate("WER", 0.615, 0.84, 0.15, 0.3, 0.0004))),
                        null,
                        List.of(),
                        List.of())));
        assertThat(text).isEqualTo("""
                        model                WER  95 % interval     CER  sub  del  ins  words  clips
                        source-en.attune  76.0 %  72.2 to 80.1   42.9 %  289  152    9    592     63
                        adapted.attune    26.2 %  18.5 to 33.5    9.8 %  119   19   17    592     63
                        adapted.attune against source-en.attune: -49.8 points of WER (95 % interval -58.7 to -41.6), p = 0.0002: better
                        adapted.attune on the probe of its source's domain (14 clips, greedy): WER 61.5 % to 84.0 % (difference +15.0 to +30.0 points, p = 0.0004)
                        """);
    }

    @Test
    void aLadderFitsOnATerminalAndSaysHowItDecoded() {
        Difference.OfWords few = new Difference.OfWords(-0.221, -0.257, -0.182, 0.0002, 0.0000, false);
        DecodingSettings settings = new DecodingSettings(
                100, 1.25, 0.5, 1, new UnknownWords.Penalised(5, 1), Calibration.NONE, Calibration.NONE);
        LadderResult ladder = new LadderResult(
                "english-basic",
                List.of(
                        new LadderResult.Rung(
                                "adapted",
                                63,
                                592,
                                0.468,
                                0.38,
                                0.549,
                                0.135,
                                0.468,
                                0.135,
                                Optional.empty(),
                                Optional.empty()),
                        new LadderResult.Rung(
                                "adapted + language model",
                                63,
                                592,
                                0.247,
                                0.165,
                                0.324,
                                0.092,
                                0.247,
                                0.092,
                                Optional.of(few),
                                Optional.of(settings))),
                List.of());
        assertThat(LadderText.of(ladder)).isEqualTo("""
                        rung             WER  95 % interval     CER  against below                p
                        adapted       46.8 %  38.0 to 54.9   13.5 %  -                            -
                        adapted + LM  24.7 %  16.5 to 32.4    9.2 %  -22.1 (-25.7 to -18.2)  0.0002
                        63 clips, 592 words, normalised by english-basic; p by paired bootstrap (MAPSSWE: --format json)
                        adapted + LM: beam width 100, weight 1.250, word bonus 0.50, blank -1.0, unknown words -5.0 -1.0/ch
                        """);
    }

    @Test
    void aClassificationShowsTheWholeItsClassesAndWhoWasTakenForWhom() {
        ClassificationResult first = classification("runs/a.attune", null);
        assertThat(ClassificationText.of(first)).isEqualTo("""
                        runs/a.attune
                        accuracy  28.6 %  (95 % interval 18.6 to 40.0)
                        top five  100.0 %  (95 % interval 95.0 to 100.0)
                        pictures  12 of 2 classes

                        class   pictures  precision  recall
                        hoofed         0          -       -
                        cat           12    100.0 %  25.0 %

                        rows: the true class; columns: the class predicted
                                hoofed  cat
                        hoofed       0    0
                        cat          9    3

                        """);
    }

    @Test
    void classifiersDifferInPointsOfAccuracy() {
        String worse = ClassificationText.differences(List.of(
                classification("runs/a.attune", null),
                classification("runs/b.attune", new Difference.OfPictures(-0.5, -0.6, -0.4, 7, 1, 0.03))));
        assertThat(worse)
                .isEqualTo("b.attune against a.attune: -50.0 points of accuracy (95 % interval -60.0 to -40.0);"
                        + " 7 pictures only the first gets right, 1 only the other, McNemar's p = 0.0300: worse\n");
        String alike = ClassificationText.differences(List.of(
                classification("a/x.attune", null),
                classification("b/x.attune", new Difference.OfPictures(0.5, 0, 0.6, 1, 3, 0.05))));
        assertThat(alike)
                .startsWith("b/x.attune against a/x.attune: +50.0")
                .endsWith(": not significantly different\n");
    }

    private static ClassificationResult classification(
            String model, Difference.@Nullable OfPictures comparedWithFirst) {
        return new ClassificationResult(
                model,
                12,
                0,
                0.286,
                new Interval(0.186, 0.4, 0.95),
                1,
                new Interval(0.95, 1, 0.95),
                0.25,
                List.of(
                        new ClassificationResult.PerClass("hoofed", 0, null, null),
                        new ClassificationResult.PerClass("cat", 12, 1.0, 0.25)),
                List.of(List.of(0, 0), List.of(9, 3)),
                comparedWithFirst);
    }
}
