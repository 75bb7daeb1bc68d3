package attune.surgery;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.table.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats a {@link LayerTable} as plain text. */
final class LayerTableText {

    private LayerTableText() {}

    static String of(LayerTable table) {
        TextTable text = new TextTable(
                left("layer"),
                left("type"),
                left("in"),
                left("out"),
                right("parameters"),
                left("origin"),
                left("training"));
        table.rows().forEach(row -> text.add(cells(row)));
        return text.text() + totals(table) + "\n";
    }

    /** The network itself, whatever an operation did to it. */
    static String ofNetwork(LayerTable table) {
        TextTable text = new TextTable(left("layer"), left("type"), left("in"), left("out"), right("parameters"));
        table.rows().forEach(row -> text.add(network(row)));
        return text.text() + String.format(Locale.ROOT, "%,d parameters\n", table.parameters());
    }

    private static List<String> cells(LayerRow row) {
        List<String> cells = new ArrayList<>(network(row));
        cells.addAll(List.of(word(row.origin()), training(row)));
        return cells;
    }

    private static List<String> network(LayerRow row) {
        String parameters = String.format(Locale.ROOT, "%,d", row.parameters());
        return List.of(row.name(), row.type(), row.in(), row.out(), parameters);
    }

    private static String training(LayerRow row) {
        if (row.training() == LayerRow.Training.NO_PARAMETERS) {
            return "-";
        }
        String rate = row.rateFactor() == 1 ? "" : ", rate x " + row.rateFactor();
        boolean frozen = row.training() == LayerRow.Training.STATISTICS_ONLY;
        return word(frozen ? LayerRow.Training.FROZEN : row.training()) + rate + statistics(row);
    }

    /** The treatment of the running mean and variance of a batch normalisation. */
    private static String statistics(LayerRow row) {
        if (!row.type().equals(TypeNames.BATCH_NORMALIZATION)) {
            return "";
        }
        return row.training() == LayerRow.Training.FROZEN ? ", statistics kept" : ", statistics updated";
    }

    private static String totals(LayerTable table) {
        double percent = table.parameters() == 0 ? 0 : 100.0 * table.trainedParameters() / table.parameters();
        return String.format(
                Locale.ROOT,
                "%,d of %,d parameters are trained (%.1f %%)",
                table.trainedParameters(),
                table.parameters(),
                percent);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
