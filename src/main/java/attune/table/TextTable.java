package attune.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in plain text: a head and rows, each column as wide as its widest cell, two spaces between columns, none at the
 * end of a line. A table whose columns all lack a head starts with its first row.
 *
 * <pre>{@code
 * new TextTable(Column.left("model"), Column.right("WER"))
 *         .add("source.attune", "76.0 %")
 *         .add("adapted.attune", "9.8 %")
 *         .text();
 *
 * model              WER
 * source.attune   76.0 %
 * adapted.attune   9.8 %
 * }</pre>
 */
public final class TextTable {
    private static final String BETWEEN = "  ";

    private final List<Column> columns;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param columns from left to right
     */
    public TextTable(Column... columns) {
        this(Arrays.asList(columns));
    }

    /**
     * A table without rows.
     *
     * @param columns from left to right
     */
    public TextTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
        List<String> head = this.columns.stream().map(Column::head).toList();
        if (!head.stream().allMatch(String::isEmpty)) {
            lines.add(head);
        }
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @return this table
     */
    public TextTable add(String... cells) {
        return add(Arrays.asList(cells));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @return this table
     */
    public TextTable add(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns: " + cells);
        }
        lines.add(List.copyOf(cells));
        return this;
    }

    /**
     * The head and all rows.
     *
     * @return lines, each ending with a line feed
     */
    public String text() {
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(padded(line, widths)).append('\n'));
        return text.toString();
    }

    private String padded(List<String> line, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            cells.add(columns.get(i).padded(line.get(i), widths[i]));
        }
        return String.join(BETWEEN, cells).stripTrailing();
    }

    /** In code points: a character outside the Basic Multilingual Plane counts once, not twice. */
    static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
