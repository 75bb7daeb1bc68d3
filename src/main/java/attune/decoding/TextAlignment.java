package attune.decoding;

import attune.ctc.CtcAligner;
import attune.ctc.CtcAlignment;
import attune.ctc.FrameLayout;
import attune.ctc.FrameView;
import attune.text.Alphabet;
import java.util.List;

/**
 * The most probable path through some frames that spells a text. Between words an extra space is as good as a blank, as
 * in the search: the aligner, which cannot know this, is given the larger probability of the two at every frame. Inside
 * a word, where the frames say space and the text does not, that may move a boundary by a frame.
 */
final class TextAlignment {
    private final List<float[]> rows;
    private final int[] labels;
    private final int blank;
    private final int space;

    /** For each frame its place among the labels, or {@link CtcAlignment#BLANK}. */
    private final int[] positions;

    /** Aligns labels, which may end in a space, with rows of log-probabilities. */
    TextAlignment(List<float[]> rows, int[] labels, Alphabet alphabet) {
        this.rows = rows;
        this.labels = labels;
        this.blank = alphabet.blankIndex();
        this.space = Spelling.spaceOf(alphabet);
        this.positions = CtcAligner.align(view(alphabet.size()), labels, blank).positions();
    }

    private FrameView view(int outputs) {
        float[] values = new float[Math.multiplyExact(rows.size(), outputs)];
        for (int frame = 0; frame < rows.size(); frame++) {
            float[] row = rows.get(frame);
            int start = frame * outputs;
            for (int output = 0; output < outputs; output++) {
                values[start + output] = Math.max(FrameOutputs.LEAST_LOG_PROB, row[output]);
            }
            values[start + blank] = Math.max(FrameOutputs.LEAST_LOG_PROB, row[blankOrSpace(row)]);
        }
        return FrameView.of(values, FrameLayout.contiguous(rows.size(), outputs));
    }

    private int blankOrSpace(float[] row) {
        return space != Spelling.NO_SPACE && row[space] > row[blank] ? space : blank;
    }

    /** The frame after the last space that ends no later than some frame and before the end; 0 where there is none. */
    int lastEndOfSpace(int latest) {
        for (int end = Math.min(latest, positions.length - 1); end > 0; end--) {
            int position = positions[end - 1];
            if (position != CtcAlignment.BLANK && labels[position] == space && positions[end] != position) {
                return end;
            }
        }
        return 0;
    }

    /** How many labels end before a frame at which one does. */
    int labelsBefore(int end) {
        return positions[end - 1] + 1;
    }

    /** The path through the first frames. */
    FramePath path(int frames) {
        int[] outputs = new int[frames];
        int begun = 0;
        for (int frame = 0; frame < frames; frame++) {
            if (positions[frame] != CtcAlignment.BLANK) {
                begun = positions[frame] + 1;
                outputs[frame] = labels[begun - 1];
            } else {
                outputs[frame] = isBetweenWords(begun) ? blankOrSpace(rows.get(frame)) : blank;
            }
        }
        return FramePath.through(rows.subList(0, frames).toArray(float[][]::new), outputs);
    }

    private boolean isBetweenWords(int begun) {
        return begun == 0 || begun == labels.length || labels[begun - 1] == space || labels[begun] == space;
    }
}
