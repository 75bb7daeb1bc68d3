package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.results.CrossValidationResult;
import attune.table.Column;
import attune.table.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A cross-validation as a table for a person, and the choice in words. */
final class CrossValidationText {
    private CrossValidationText() {}

    static String of(CrossValidationResult result) {
        List<CrossValidationResult.Row> rows = result.rows();
        List<Column> columns = new ArrayList<>(List.of(left("try")));
        columns.addAll(SweepText.columns("unseen", rows.get(0).heldOut()));
        columns.addAll(
                List.of(left("against best"), right("Holm p"), right("trained"), right("steps"), right("seconds")));
        TextTable table = new TextTable(columns);
        rows.forEach(row -> table.add(cells(row)));
        List<String> ties = rows.stream()
                .filter(CrossValidationResult.Row::tied)
                .map(CrossValidationResult.Row::name)
                .toList();
        return table.text()
                + String.format(
                        Locale.ROOT,
                        "unseen: %s, in %d folds%s; steps and seconds for one run%n%s%n",
                        rows.get(0).heldOut().measuredOn(),
                        result.folds(),
                        seeds(rows.get(0).heldOut().runs()),
                        SweepText.reason(
                                ties,
                                rows.get(result.best()).name(),
                                result.winner().name()));
    }

    private static String seeds(int runs) {
        return runs == 1 ? "" : ", each with " + runs + " seeds";
    }

    private static List<String> cells(CrossValidationResult.Row row) {
        List<String> cells = new ArrayList<>(List.of(row.name()));
        cells.addAll(SweepText.rates(row.heldOut()));
        cells.addAll(SweepText.difference(row.againstBest()));
        cells.add(String.format(Locale.ROOT, "%,d", row.trainedParameters()));
        cells.addAll(SweepText.cost(row.steps(), row.seconds()));
        return cells;
    }
}
