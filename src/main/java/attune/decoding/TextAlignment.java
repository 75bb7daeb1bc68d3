package attune.decoding;

import attune.ctc.CtcAligner;
import attune.ctc.CtcAlignment;
import attune.ctc.FrameLayout;
import attune.ctc.FrameView;
import attune.text.Alphabet;
import java.util.Arrays;
import java.util.List;

/** The most probable path through some frames that spells a text, with a space at either end where the frames say so. */
final class TextAlignment {
    private final Alphabet alphabet;

    /** The text's labels, and a space at the ends that have one. */
    private final int[] labels;

    /** For each frame its place among the labels, or {@link CtcAlignment#BLANK}. */
    private final int[] positions;

    /** Labels before the text: 1 or 0. */
    private final int leading;

    private final double logProb;

    private TextAlignment(Alphabet alphabet, int[] labels, int leading, CtcAlignment alignment) {
        this.alphabet = alphabet;
        this.labels = labels;
        this.leading = leading;
        this.positions = alignment.positions();
        this.logProb = alignment.logProb();
    }

    /**
     * Aligns a text. Spaces at the ends of a clip are no part of it, but where the frames say them the path must too, or
     * it would squeeze the words between blanks that are not there.
     */
    static TextAlignment of(List<float[]> rows, int[] text, Alphabet alphabet) {
        FrameView frames = view(rows, alphabet.size());
        TextAlignment plain = align(frames, text, 0, alphabet);
        int space = Spelling.spaceOf(alphabet);
        if (space == Spelling.NO_SPACE) {
            return plain;
        }
        boolean endsInSpace = text.length > 0 && text[text.length - 1] == space;
        int leading = isBestBetween(rows, 0, plain.firstLabelled(), space) ? 1 : 0;
        int trailing = !endsInSpace && isBestBetween(rows, plain.endOfLabelled(), rows.size(), space) ? 1 : 0;
        if (leading + trailing == 0) {
            return plain;
        }
        int[] spaced = new int[leading + text.length + trailing];
        Arrays.fill(spaced, space);
        System.arraycopy(text, 0, spaced, leading, text.length);
        TextAlignment other = align(frames, spaced, leading, alphabet);
        return other.logProb > plain.logProb ? other : plain;
    }

    private static TextAlignment align(FrameView frames, int[] labels, int leading, Alphabet alphabet) {
        return new TextAlignment(alphabet, labels, leading, CtcAligner.align(frames, labels, alphabet.blankIndex()));
    }

    private static FrameView view(List<float[]> rows, int outputs) {
        float[] values = new float[Math.multiplyExact(rows.size(), outputs)];
        for (int frame = 0; frame < rows.size(); frame++) {
            float[] row = rows.get(frame);
            for (int output = 0; output < outputs; output++) {
                values[frame * outputs + output] = Math.max(FrameOutputs.LEAST_LOG_PROB, row[output]);
            }
        }
        return FrameView.of(values, FrameLayout.contiguous(rows.size(), outputs));
    }

    private int firstLabelled() {
        int frame = 0;
        while (frame < positions.length && positions[frame] == CtcAlignment.BLANK) {
            frame++;
        }
        return frame;
    }

    private int endOfLabelled() {
        int frame = positions.length;
        while (frame > 0 && positions[frame - 1] == CtcAlignment.BLANK) {
            frame--;
        }
        return Math.max(frame, firstLabelled());
    }

    private static boolean isBestBetween(List<float[]> rows, int from, int to, int output) {
        for (float[] row : rows.subList(from, to)) {
            float best = row[output];
            boolean isBest = true;
            for (float other : row) {
                isBest &= other <= best;
            }
            if (isBest) {
                return true;
            }
        }
        return false;
    }

    /** The frame after the last space of the text that ends no later than some frame; 0 where there is none. */
    int lastEndOfSpace(int latest) {
        int space = Spelling.spaceOf(alphabet);
        for (int end = Math.min(latest, positions.length - 1); end > 0; end--) {
            int position = positions[end - 1];
            if (position >= leading && labels[position] == space && positions[end] != position) {
                return end;
            }
        }
        return 0;
    }

    /** How many of the text's labels end before a frame at which one does. */
    int labelsBefore(int end) {
        return positions[end - 1] + 1 - leading;
    }

    /** The path through the first frames. */
    FramePath path(List<float[]> rows, int frames) {
        int[] outputs = new int[frames];
        for (int frame = 0; frame < frames; frame++) {
            int position = positions[frame];
            outputs[frame] = position == CtcAlignment.BLANK ? alphabet.blankIndex() : labels[position];
        }
        return FramePath.through(rows.subList(0, frames).toArray(float[][]::new), outputs);
    }
}
