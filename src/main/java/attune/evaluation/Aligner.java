package attune.evaluation;

import attune.evaluation.EditCosts.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds a path of least cost. A block of moderate size notes every move and walks back from its end; a larger one is
 * cut in two where a best path crosses the middle of its reference (Hirschberg 1975), which doubles the time but keeps
 * memory within the limit.
 */
final class Aligner {
    /** One byte a cell. Beyond about 4,000 × 4,000 tokens a text is cut. */
    static final int CELLS_AT_ONCE = 1 << 24;

    private final EditCosts costs;
    private final EditCosts reversedCosts;
    private final int cellsAtOnce;
    private final List<Byte> moves = new ArrayList<>();

    Aligner(EditCosts costs, int cellsAtOnce) {
        this.costs = costs;
        this.reversedCosts = costs.reversed();
        this.cellsAtOnce = cellsAtOnce;
    }

    /** The moves from beginning to end, as {@link EditCosts} numbers them. */
    List<Byte> moves() {
        moves.clear();
        align(costs.whole());
        return List.copyOf(moves);
    }

    private void align(Block block) {
        long cells = (block.referenceLength() + 1L) * (block.hypothesisLength() + 1L);
        if (cells <= cellsAtOnce || block.referenceLength() < 2) {
            moves.addAll(walkBack(block, notedMoves(block)));
            return;
        }
        int middle = (block.referenceFrom() + block.referenceTo()) >>> 1;
        int crossing = crossing(block, middle);
        align(new Block(block.referenceFrom(), middle, block.hypothesisFrom(), crossing));
        align(new Block(middle, block.referenceTo(), crossing, block.hypothesisTo()));
    }

    private byte[] notedMoves(Block block) {
        int width = block.hypothesisLength() + 1;
        byte[] noted = new byte[(block.referenceLength() + 1) * width];
        Arrays.fill(noted, 0, width, EditCosts.HYPOTHESIS);
        long[] row = costs.firstRow(block);
        for (int i = 0; i < block.referenceLength(); i++) {
            costs.step(row, block, block.referenceFrom() + i, noted, (i + 1) * width);
        }
        return noted;
    }

    private static List<Byte> walkBack(Block block, byte[] noted) {
        int width = block.hypothesisLength() + 1;
        List<Byte> walked = new ArrayList<>();
        int i = block.referenceLength();
        int j = block.hypothesisLength();
        while (i > 0 || j > 0) {
            byte move = noted[i * width + j];
            walked.add(move);
            i -= move == EditCosts.HYPOTHESIS ? 0 : 1;
            j -= move == EditCosts.REFERENCE ? 0 : 1;
        }
        Collections.reverse(walked);
        return walked;
    }

    /** The first place of the hypothesis at which a path of least cost passes from one reference token to the next. */
    private int crossing(Block block, int middle) {
        Block before = new Block(block.referenceFrom(), middle, block.hypothesisFrom(), block.hypothesisTo());
        Block after = new Block(middle, block.referenceTo(), block.hypothesisFrom(), block.hypothesisTo());
        long[] fromStart = costs.lastRow(before);
        long[] fromEnd = reversedCosts.lastRow(costs.reversed(after));
        int best = 0;
        for (int j = 1; j < fromStart.length; j++) {
            if (through(fromStart, fromEnd, j) < through(fromStart, fromEnd, best)) {
                best = j;
            }
        }
        return block.hypothesisFrom() + best;
    }

    private static long through(long[] fromStart, long[] fromEnd, int j) {
        return fromStart[j] + fromEnd[fromEnd.length - 1 - j];
    }
}
