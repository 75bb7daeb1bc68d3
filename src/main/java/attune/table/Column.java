package attune.table;

/**
 * A column of a {@link TextTable}.
 *
 * @param head its heading, perhaps empty
 * @param flushRight whether its cells are aligned on the right, as numbers are
 */
public record Column(String head, boolean flushRight) {
    /**
     * A column of words.
     *
     * @param head its heading
     * @return flush left
     */
    public static Column left(String head) {
        return new Column(head, false);
    }

    /**
     * A column of numbers, with the same number of decimals in every cell.
     *
     * @param head its heading
     * @return flush right
     */
    public static Column right(String head) {
        return new Column(head, true);
    }

    /** A cell as wide as the column. */
    String padded(String cell, int width) {
        String blanks = " ".repeat(width - TextTable.width(cell));
        return flushRight ? blanks + cell : cell + blanks;
    }
}
