package attune.surgery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sets a {@link LayerTable} in plain text. */
final class LayerTableText {
    private static final List<String> HEAD = List.of("layer", "type", "in", "out", "parameters", "origin", "training");
    private static final int NUMBERS = HEAD.indexOf("parameters"); // set flush right

    private LayerTableText() {}

    static String of(LayerTable table) {
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        table.rows().forEach(row -> lines.add(cells(row)));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder cells = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String sign = column == NUMBERS ? "" : "-";
                cells.append(String.format("%" + sign + width(lines, column) + "s  ", line.get(column)));
            }
            text.append(cells.toString().stripTrailing()).append('\n');
        }
        return text.append(totals(table)).append('\n').toString();
    }

    private static List<String> cells(LayerRow row) {
        String parameters = String.format(Locale.ROOT, "%,d", row.parameters());
        return List.of(row.name(), row.type(), row.in(), row.out(), parameters, word(row.origin()), training(row));
    }

    private static String training(LayerRow row) {
        if (row.training() == LayerRow.Training.NO_PARAMETERS) {
            return "-";
        }
        String rate = row.rateFactor() == 1 ? "" : ", rate x " + row.rateFactor();
        boolean frozen = row.training() == LayerRow.Training.STATISTICS_ONLY;
        return word(frozen ? LayerRow.Training.FROZEN : row.training()) + rate + statistics(row);
    }

    /** What becomes of the running mean and variance of a batch normalisation. */
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

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(1);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
