package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.evaluation.Comparison;
import attune.evaluation.ErrorCounts;
import attune.evaluation.Evaluation;
import attune.evaluation.PairedBootstrap;
import attune.jobs.Evaluate;
import attune.table.TextTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** An evaluation as a table for a person, and in words how the models differ. */
final class EvaluationText {

    private EvaluationText() {}

    static String of(List<Evaluate.Row> rows) {
        TextTable table = new TextTable(
                left("model"),
                right("WER"),
                left("95 % interval"),
                right("CER"),
                right("sub"),
                right("del"),
                right("ins"),
                right("words"),
                right("clips"));
        rows.forEach(row -> table.add(cells(row)));
        StringBuilder text = new StringBuilder(table.text());
        List<Path> models = rows.stream().map(Evaluate.Row::model).toList();
        String first = ShortName.of(models.get(0), models);
        rows.forEach(row -> row.comparison()
                .ifPresent(
                        comparison -> text.append(difference(first, ShortName.of(row.model(), models), comparison))));
        return text.toString();
    }

    private static List<String> cells(Evaluate.Row row) {
        Evaluation evaluation = row.evaluation();
        ErrorCounts words = evaluation.words();
        return List.of(
                row.model().toString(),
                Percent.of(words.rate()),
                Percent.range(
                        evaluation.wordErrorRateInterval().low(),
                        evaluation.wordErrorRateInterval().high()),
                Percent.of(evaluation.characters().rate()),
                String.valueOf(words.substitutions()),
                String.valueOf(words.deletions()),
                String.valueOf(words.insertions()),
                String.valueOf(words.referenceLength()),
                String.valueOf(evaluation.clips().size()));
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
