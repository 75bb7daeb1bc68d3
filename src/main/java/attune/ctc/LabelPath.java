package attune.ctc;

/**
 * The states that spell a label sequence, after section 4.1 of Graves et al. 2006: a blank before, between and after the
 * labels. State 2i+1 is label i, even states are blanks. A path starts in one of the first two states, ends in one of the
 * last two, and from frame to frame stays, advances by one, or skips the blank between two different labels.
 */
final class LabelPath {
    /** Number of states, {@code 2 * labels + 1}. */
    final int states;

    /** The network output that each state emits. */
    final int[] outputs;

    /** Whether a state may be entered from two states earlier; the start counts as the state before the first. */
    final boolean[] skippedInto;

    /** Whether a state may be left for two states later; the end counts as the state after the last. */
    final boolean[] skippedOutOf;

    LabelPath(int[] labels, int blankIndex, int outputCount) {
        this(labels, blankIndex, blankIndex, outputCount);
    }

    /** With another output than the blank before the first label and after the last. */
    LabelPath(int[] labels, int blankIndex, int around, int outputCount) {
        requireLabels(labels, blankIndex, outputCount);
        states = 2 * labels.length + 1;
        outputs = new int[states];
        skippedInto = new boolean[states];
        skippedOutOf = new boolean[states];
        for (int state = 0; state < states; state++) {
            outputs[state] = state % 2 == 0 ? blankIndex : labels[state / 2];
        }
        outputs[0] = around;
        outputs[states - 1] = around;
        for (int state = 1; state < states; state += 2) {
            skippedInto[state] = state == 1 || outputs[state] != outputs[state - 2];
            skippedOutOf[state] = state == states - 2 || outputs[state] != outputs[state + 2];
        }
    }

    static int minimumFrames(int[] labels) {
        int frames = labels.length;
        for (int i = 1; i < labels.length; i++) {
            if (labels[i] == labels[i - 1]) {
                frames++;
            }
        }
        return frames;
    }

    private static void requireLabels(int[] labels, int blankIndex, int outputCount) {
        if (blankIndex < 0 || blankIndex >= outputCount) {
            throw new IllegalArgumentException("the blank is output " + blankIndex + " of " + outputCount);
        }
        for (int label : labels) {
            if (label < 0 || label >= outputCount || label == blankIndex) {
                throw new IllegalArgumentException(
                        "label " + label + " is not one of " + outputCount + " outputs with blank " + blankIndex);
            }
        }
    }
}
