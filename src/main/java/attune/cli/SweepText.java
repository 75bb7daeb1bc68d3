package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.jobs.SweepResult;
import attune.table.Column;
import attune.table.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A sweep as a table for a person, and in words what was chosen. */
final class SweepText {

    private SweepText() {}

    static String of(SweepResult sweep) {
        List<SweepResult.Row> rows = sweep.rows();
        TextTable table = new TextTable(columns(rows.get(0).test() != null));
        rows.forEach(row -> table.add(cells(row)));
        return table.text() + judged(rows.get(0)) + choice(sweep);
    }

    private static List<Column> columns(boolean tested) {
        List<Column> columns = new ArrayList<>(List.of(left("try"), right("dev WER"), left("95 % interval")));
        columns.addAll(List.of(right("CER"), left("against best"), right("Holm p")));
        if (tested) {
            columns.addAll(List.of(right("test WER"), left("95 % interval"), right("CER")));
        }
        columns.addAll(List.of(right("trained"), right("steps"), right("seconds")));
        return columns;
    }

    private static List<String> cells(SweepResult.Row row) {
        List<String> cells = new ArrayList<>(List.of(row.name()));
        cells.addAll(rates(row.dev()));
        cells.addAll(difference(row.againstBest()));
        if (row.test() != null) {
            cells.addAll(rates(row.test()));
        }
        cells.add(String.format(Locale.ROOT, "%,d", row.trainedParameters()));
        cells.add(String.format(Locale.ROOT, "%.0f", row.steps()));
        cells.add(String.format(Locale.ROOT, "%.1f", row.seconds()));
        return cells;
    }

    private static List<String> rates(SweepResult.Rates rates) {
        return List.of(
                Percent.of(rates.wer()), Percent.range(rates.werLow(), rates.werHigh()), Percent.of(rates.cer()));
    }

    private static List<String> difference(SweepResult.@Nullable Difference difference) {
        return difference == null
                ? List.of("best", "-")
                : List.of(
                        Percent.points(difference.difference(), difference.low(), difference.high()),
                        String.format(Locale.ROOT, "%.4f", difference.correctedP()));
    }

    private static String judged(SweepResult.Row row) {
        int runs = row.dev().runs();
        return String.format(
                Locale.ROOT,
                "dev: %d clips, %d words%s; greedy decoding%n",
                row.dev().clips(),
                row.dev().words(),
                runs == 1 ? "" : ", each with " + runs + " seeds, steps and seconds for one");
    }

    private static String choice(SweepResult sweep) {
        String ties = sweep.rows().stream()
                .filter(SweepResult.Row::tied)
                .map(SweepResult.Row::name)
                .collect(Collectors.joining(", "));
        String best = sweep.rows().get(sweep.best()).name();
        String reason = ties.equals(best)
                ? best + " is best, and no other is a tie"
                : ties + " are ties; " + sweep.winner().name() + " is the cheapest of them";
        return String.format(
                Locale.ROOT,
                "%s%n%s is %s%n",
                reason,
                sweep.bundle(),
                sweep.winner().bestRun());
    }
}
