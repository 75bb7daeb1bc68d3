package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.results.Difference;
import attune.results.SweepResult;
import attune.runs.Rates;
import attune.table.Column;
import attune.table.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sweep as a table for a person, and the choice in words. */
final class SweepText {

    private SweepText() {}

    /** Prints it in the user's format. */
    static void print(SweepResult sweep, ReportCommand command) throws IOException {
        if (command.asJson()) {
            command.printPrettyJson(sweep);
        } else {
            command.out().print(of(sweep));
        }
    }

    static String of(SweepResult sweep) {
        List<SweepResult.Row> rows = sweep.rows();
        TextTable table = new TextTable(columns(rows.get(0)));
        rows.forEach(row -> table.add(cells(row)));
        return table.text() + judged(rows.get(0)) + choice(sweep);
    }

    private static List<Column> columns(SweepResult.Row row) {
        List<Column> columns = new ArrayList<>(List.of(left("try")));
        columns.addAll(columns("dev", row.dev()));
        columns.addAll(List.of(left("against best"), right("Holm p")));
        if (row.test() != null) {
            columns.addAll(columns("test", row.test()));
        }
        columns.addAll(List.of(right("trained"), right("steps"), right("seconds")));
        return columns;
    }

    static List<Column> columns(String part, Rates rates) {
        List<Column> columns = new ArrayList<>(List.of(right(part + " " + rates.errorName()), left("95 % interval")));
        rates.further().keySet().forEach(name -> columns.add(right(name)));
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
        cells.addAll(cost(row.steps(), row.seconds()));
        return cells;
    }

    static List<String> cost(double steps, double seconds) {
        return List.of(String.format(Locale.ROOT, "%.0f", steps), String.format(Locale.ROOT, "%.1f", seconds));
    }

    static List<String> rates(Rates rates) {
        List<String> cells =
                new ArrayList<>(List.of(Percent.of(rates.error()), Percent.range(rates.errorLow(), rates.errorHigh())));
        rates.further().values().forEach(rate -> cells.add(Percent.of(rate)));
        return cells;
    }

    static List<String> difference(Difference.@Nullable OfTries difference) {
        return difference == null
                ? List.of("best", "-")
                : List.of(
                        Percent.points(difference.difference(), difference.low(), difference.high()),
                        String.format(Locale.ROOT, "%.4f", difference.correctedP()));
    }

    private static String judged(SweepResult.Row row) {
        return String.format(Locale.ROOT, "dev: %s%n", judgedOn(row.dev()));
    }

    static String judgedOn(Rates rates) {
        return rates.measuredOn()
                + (rates.runs() == 1 ? "" : ", each with " + rates.runs() + " seeds, steps and seconds for one");
    }

    private static String choice(SweepResult sweep) {
        List<String> ties = sweep.rows().stream()
                .filter(SweepResult.Row::tied)
                .map(SweepResult.Row::name)
                .toList();
        return String.format(
                Locale.ROOT,
                "%s%n%s is %s%n",
                reason(
                        ties,
                        sweep.rows().get(sweep.best()).name(),
                        sweep.winner().name()),
                sweep.bundle(),
                sweep.winner().bestRun());
    }

    /** Why a try was chosen. */
    static String reason(List<String> ties, String best, String chosen) {
        return ties.equals(List.of(best))
                ? best + " is best, and no other is a tie"
                : String.join(", ", ties) + " are ties; " + chosen + " is the cheapest of them";
    }
}
