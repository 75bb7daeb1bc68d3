package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.evaluation.Comparison;
import attune.evaluation.Evaluation;
import attune.evaluation.PairedBootstrap;
import attune.jobs.Ladder;
import attune.speech.DecodingSettings;
import attune.table.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A ladder as a table for a person. */
final class LadderText {
    private LadderText() {}

    /** The ladder for a program. */
    record Report(String normalizer, List<Row> rungs) {
        static Report of(Ladder.Result ladder) {
            return new Report(
                    ladder.normalizer(), ladder.rungs().stream().map(Row::of).toList());
        }
    }

    /** One rung. */
    record Row(
            String name,
            int clips,
            long words,
            double wer,
            double werLow,
            double werHigh,
            double cer,
            double rawWer,
            double rawCer,
            Optional<Difference> againstBelow,
            Optional<DecodingSettings> decoding) {
        static Row of(Ladder.Rung rung) {
            Evaluation evaluation = rung.evaluation();
            return new Row(
                    rung.name(),
                    evaluation.clips().size(),
                    evaluation.words().referenceLength(),
                    evaluation.words().rate(),
                    evaluation.wordErrorRateInterval().low(),
                    evaluation.wordErrorRateInterval().high(),
                    evaluation.characters().rate(),
                    rung.raw().words().rate(),
                    rung.raw().characters().rate(),
                    rung.below().map(Difference::of),
                    rung.settings());
        }
    }

    static String of(Ladder.Result ladder) {
        TextTable table = new TextTable(
                left("rung"),
                right("WER"),
                left("95 % interval"),
                right("CER"),
                right("raw WER"),
                right("raw CER"),
                left("against below"),
                right("bootstrap p"),
                right("matched p"));
        ladder.rungs().forEach(rung -> table.add(cells(rung)));
        StringBuilder text = new StringBuilder(table.text());
        Evaluation first = ladder.rungs().get(0).evaluation();
        text.append(String.format(
                Locale.ROOT,
                "%d clips, %d words. WER and CER: reference and transcript normalised by %s; raw: as they are written.%n",
                first.clips().size(),
                first.words().referenceLength(),
                ladder.normalizer()));
        if (ladder.rungs().stream().anyMatch(LadderText::fewDiffer)) {
            text.append("* too few clips differ for the matched-pairs test (MAPSSWE): go by the paired bootstrap\n");
        }
        ladder.rungs().forEach(rung -> rung.settings().ifPresent(settings -> text.append(settings(rung, settings))));
        return text.toString();
    }

    private static List<String> cells(Ladder.Rung rung) {
        Evaluation evaluation = rung.evaluation();
        return List.of(
                rung.name(),
                Percent.of(evaluation.words().rate()),
                Percent.range(
                        evaluation.wordErrorRateInterval().low(),
                        evaluation.wordErrorRateInterval().high()),
                Percent.of(evaluation.characters().rate()),
                Percent.of(rung.raw().words().rate()),
                Percent.of(rung.raw().characters().rate()),
                rung.below().map(LadderText::difference).orElse("-"),
                rung.below().map(below -> p(below.bootstrap().pValue())).orElse("-"),
                rung.below()
                        .map(below -> p(below.matchedPairs().pValue()) + (fewDiffer(rung) ? "*" : ""))
                        .orElse("-"));
    }

    private static String difference(Comparison below) {
        PairedBootstrap bootstrap = below.bootstrap();
        return Percent.points(
                bootstrap.difference(),
                bootstrap.interval().low(),
                bootstrap.interval().high());
    }

    private static String p(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static boolean fewDiffer(Ladder.Rung rung) {
        return rung.below().map(below -> !below.matchedPairs().enoughSegments()).orElse(false);
    }

    private static String settings(Ladder.Rung rung, DecodingSettings settings) {
        return String.format(
                Locale.ROOT,
                "%s: width %d, weight %.3f, word bonus %.2f, unknown words %s%n",
                rung.name(),
                settings.width(),
                settings.weight(),
                settings.wordBonus(),
                LmTuneCommand.policy(settings));
    }
}
