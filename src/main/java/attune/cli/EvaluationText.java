package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.evaluation.JointComparison;
import attune.results.Difference;
import attune.results.EvaluationResult;
import attune.table.TextTable;
import java.nio.file.Path;
import java.util.List;

/** An evaluation as a table for a person, and the differences between models in words. */
final class EvaluationText {

    private EvaluationText() {}

    static String of(List<EvaluationResult> rows) {
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
        List<Path> models = rows.stream().map(row -> Path.of(row.model())).toList();
        rows.forEach(row -> table.add(cells(ShortName.of(Path.of(row.model()), models), row)));
        StringBuilder text = new StringBuilder(table.text());
        String first = ShortName.of(models.get(0), models);
        for (EvaluationResult row : rows) {
            if (row.againstFirst() != null) {
                text.append(difference(first, ShortName.of(Path.of(row.model()), models), row.againstFirst()));
            }
        }
        for (EvaluationResult row : rows) {
            if (row.probe() != null) {
                text.append(probe(ShortName.of(Path.of(row.model()), models), row.probe()));
            }
        }
        return text.toString();
    }

    /** What an adapted model has forgotten. */
    private static String probe(String name, JointComparison compared) {
        return name + " on the probe of its source's domain (" + compared.examples() + " clips, greedy): "
                + compared.text() + "\n";
    }

    private static List<String> cells(String name, EvaluationResult row) {
        return List.of(
                name,
                Percent.of(row.wer()),
                Percent.range(row.werLow(), row.werHigh()),
                Percent.of(row.cer()),
                String.valueOf(row.substitutions()),
                String.valueOf(row.deletions()),
                String.valueOf(row.insertions()),
                String.valueOf(row.words()),
                String.valueOf(row.clips()));
    }

    private static String difference(String first, String other, Difference difference) {
        return other + " against " + first + ": " + DifferenceText.points(difference, "WER") + ", "
                + DifferenceText.verdict(difference) + "\n";
    }
}
