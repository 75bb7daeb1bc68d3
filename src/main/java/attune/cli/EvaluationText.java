package attune.cli;

import attune.evaluation.Comparison;
import attune.evaluation.ErrorCounts;
import attune.evaluation.Evaluation;
import attune.evaluation.PairedBootstrap;
import attune.jobs.Evaluate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** An evaluation as a table for a person, and in words how the models differ. */
final class EvaluationText {

    private EvaluationText() {}

    static String of(List<Evaluate.Row> rows) {
        int width = rows.stream()
                .mapToInt(row -> row.model().toString().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + Math.max(5, width) + "s  %7s  %-15s %7s  %5s %5s %5s  %6s %5s%n",
                "model",
                "WER",
                "95 % interval",
                "CER",
                "sub",
                "del",
                "ins",
                "words",
                "clips"));
        rows.forEach(row -> text.append(line(row, Math.max(5, width))));
        List<Path> models = rows.stream().map(Evaluate.Row::model).toList();
        String first = ShortName.of(models.get(0), models);
        rows.forEach(row -> row.comparison()
                .ifPresent(
                        comparison -> text.append(difference(first, ShortName.of(row.model(), models), comparison))));
        return text.toString();
    }

    private static String line(Evaluate.Row row, int width) {
        Evaluation evaluation = row.evaluation();
        ErrorCounts words = evaluation.words();
        return String.format(
                Locale.ROOT,
                "%-" + width + "s  %5.1f %%  %-15s %5.1f %%  %5d %5d %5d  %6d %5d%n",
                row.model(),
                100 * words.rate(),
                Percent.range(
                        evaluation.wordErrorRateInterval().low(),
                        evaluation.wordErrorRateInterval().high()),
                100 * evaluation.characters().rate(),
                words.substitutions(),
                words.deletions(),
                words.insertions(),
                words.referenceLength(),
                evaluation.clips().size());
    }

    private static String difference(String first, String other, Comparison comparison) {
        PairedBootstrap bootstrap = comparison.bootstrap();
        String verdict = comparison.isSignificant()
                ? (bootstrap.difference() < 0 ? "better" : "worse")
                : "not significantly different";
        return String.format(
                Locale.ROOT,
                "%s against %s: %+.1f points of WER (95 %% interval %+.1f to %+.1f), p = %.4f: %s%n",
                other,
                first,
                100 * bootstrap.difference(),
                100 * bootstrap.interval().low(),
                100 * bootstrap.interval().high(),
                bootstrap.pValue(),
                verdict);
    }
}
