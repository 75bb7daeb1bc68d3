package attune.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A clip's alignment as plain text, in the manner of sclite's {@code pralign} report:
 *
 * <pre>
 * id: (4t0c0203)
 * Scores: (#C #S #D #I) 4 1 1 1
 * REF:  managers *** unsavory sales and the use
 * HYP:  managers and save     sales and *** use
 * Eval:          I   S                  D
 * </pre>
 *
 * <p>Unlike in sclite, case is kept: it may be one of the things compared. Columns are counted in code points, so wide
 * and combining characters are slightly misaligned.
 */
public final class AlignedText {
    private static final String CONTINUED = ">> ";
    private static final int LABEL_COLUMNS = "Eval: ".length();

    private AlignedText() {}

    /**
     * One clip under its id and scores.
     *
     * @param clip the clip
     * @param columns the preferred maximum line width; a single long word may exceed it
     * @return lines, each ended by a newline
     */
    public static String of(ScoredClip clip, int columns) {
        Alignment alignment = Alignment.ofWords(clip.reference(), clip.hypothesis());
        ErrorCounts words = clip.words();
        return "id: (" + clip.id() + ")\n"
                + String.format(
                        Locale.ROOT,
                        "Scores: (#C #S #D #I) %d %d %d %d\n",
                        words.correct(),
                        words.substitutions(),
                        words.deletions(),
                        words.insertions())
                + of(alignment, columns);
    }

    /**
     * The three lines of an alignment, or as many groups of three as it takes; those after the first are marked
     * {@code >>}.
     *
     * @param alignment the alignment
     * @param columns the preferred maximum line width; a single long word may exceed it
     * @return lines, each ended by a newline
     */
    public static String of(Alignment alignment, int columns) {
        List<Lines> blocks = new ArrayList<>();
        Lines lines = new Lines("", columns - LABEL_COLUMNS);
        for (AlignedPair pair : alignment.pairs()) {
            if (!lines.fits(pair)) {
                blocks.add(lines);
                lines = new Lines(CONTINUED, columns - LABEL_COLUMNS - CONTINUED.length());
            }
            lines.add(pair);
        }
        blocks.add(lines);
        return String.join("\n", blocks.stream().map(Lines::text).toList());
    }

    /** Three lines that grow side by side. */
    private static final class Lines {
        private final String mark;
        private final int columns;
        private final StringBuilder reference = new StringBuilder();
        private final StringBuilder hypothesis = new StringBuilder();
        private final StringBuilder operations = new StringBuilder();
        private int filled;

        Lines(String mark, int columns) {
            this.mark = mark;
            this.columns = columns;
        }

        boolean fits(AlignedPair pair) {
            return filled == 0 || filled + width(pair) <= columns;
        }

        void add(AlignedPair pair) {
            int width = width(pair);
            append(reference, shown(pair.reference(), width), width);
            append(hypothesis, shown(pair.hypothesis(), width), width);
            append(operations, String.valueOf(pair.operation().letter()), width);
            filled += width + 1;
        }

        String text() {
            return (mark + "REF:  " + reference).stripTrailing() + "\n"
                    + (mark + "HYP:  " + hypothesis).stripTrailing() + "\n"
                    + (mark + "Eval: " + operations).stripTrailing() + "\n";
        }

        private static int width(AlignedPair pair) {
            return Math.max(width(pair.reference()), width(pair.hypothesis()));
        }

        private static int width(@Nullable String token) {
            return token == null ? 0 : token.codePointCount(0, token.length());
        }

        private static String shown(@Nullable String token, int width) {
            return token == null ? "*".repeat(width) : token;
        }

        private static void append(StringBuilder line, String token, int width) {
            line.append(token).append(" ".repeat(width - width(token) + 1));
        }
    }
}
