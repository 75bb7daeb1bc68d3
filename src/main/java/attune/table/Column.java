package attune.table;

/**
 * A column of a {@link TextTable}.
 *
 * @param head what stands above it, perhaps nothing
 * @param flushRight whether its cells end below one another, as numbers do
 */
public record Column(String head, boolean flushRight) {
    /**
     * A column of words.
     *
     * @param head what stands above it
     * @return flush left
     */
    public static Column left(String head) {
        return new Column(head, false);
    }

    /**
     * A column of numbers, with as many decimals in every cell.
     *
     * @param head what stands above it
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
