package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.results.EvaluationResult;
import attune.results.ReliabilityResult;
import attune.table.TextTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far the confidences of words can be trusted, as a table for a person. */
final class ReliabilityText {

    private ReliabilityText() {}

    /** A table for each model, and the differences between the first and the others in words. */
    static String of(List<EvaluationResult> rows) {
        StringBuilder text = new StringBuilder();
        List<Path> models = rows.stream().map(row -> Path.of(row.model())).toList();
        String first = ShortName.of(models.get(0), models);
        for (EvaluationResult row : rows) {
            ReliabilityResult confidence = Objects.requireNonNull(row.confidence());
            text.append(String.format(Locale.ROOT, "%n%s: word confidences%n", row.model()));
            text.append(table(confidence));
            if (confidence.againstFirst() != null) {
                String other = ShortName.of(Path.of(row.model()), models);
                text.append(difference(other, first, confidence.againstFirst()));
            }
        }
        return text.toString();
    }

    private static String table(ReliabilityResult confidence) {
        TextTable table =
                new TextTable(List.of(left("confidence"), right("words"), right("mean confidence"), right("right")));
        for (ReliabilityResult.Bin bin : confidence.bins()) {
            table.add(List.of(
                    String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to()),
                    String.valueOf(bin.words()),
                    percent(bin.meanConfidence()),
                    percent(bin.shareRight())));
        }
        table.add(List.of("all", String.valueOf(confidence.words()), "", percent(confidence.shareRight())));
        return table.text()
                + String.format(
                        Locale.ROOT,
                        "expected calibration error %.3f (95 %% interval %.3f to %.3f), Brier score %.3f%n",
                        confidence.expectedCalibrationError(),
                        confidence.low(),
                        confidence.high(),
                        confidence.brier());
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : Percent.of(share);
    }

    private static String difference(String other, String first, ReliabilityResult.OfErrors difference) {
        return String.format(
                Locale.ROOT,
                "%s against %s: %+.3f of expected calibration error (95 %% interval %+.3f to %+.3f)%n",
                other,
                first,
                difference.difference(),
                difference.low(),
                difference.high());
    }
}
