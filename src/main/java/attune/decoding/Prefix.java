package attune.decoding;

import org.jspecify.annotations.Nullable;

/**
 * What a text may begin with: a node in the tree of label sequences, known by its identity. A space at the beginning or
 * after another space adds nothing, so the root counts as ending in one. Children stay with their parent, scored once,
 * for the frames that try them again, until a {@link #keep sweep} leaves them out.
 */
final class Prefix {
    static final double NEVER = Double.NEGATIVE_INFINITY;

    /** Null at the root. */
    @Nullable
    Prefix parent;

    /** Its last label; at the root the space, or that of no space. */
    final int label;

    @Nullable
    private Prefix firstChild;

    @Nullable
    private Prefix nextSibling;

    /** Whether the language model allows it. */
    boolean allowed = true;

    /** The history of whole words, or of characters. */
    int modelState;

    /** Where in the lexicon the word under way is. */
    int lexiconNode;

    /** Characters of the word under way. */
    int wordLength;

    int hotState;

    /** What the language has added for good. */
    double languageScore;

    /** What it will probably add for the word and the hot phrase under way; compares prefixes, is never paid out. */
    double outlook;

    /** The language model's part of either, and the boosts of completed hot phrases: what children go on from. */
    double modelScore;

    double modelOutlook;
    double hotScore;

    /** Log-probability of the frames so far on paths that spell it and end in a blank, or in its last label. */
    double endsInBlank = NEVER;

    double endsInLabel = NEVER;

    /** The sum of both. */
    double acoustic = NEVER;

    private double nextInBlank;
    private double nextInLabel;
    private double nextAcoustic;

    /** The last frame before which it was in the beam. */
    private long followedAt = -1;

    /** The last frame in which it was {@link #keep kept}. */
    private long keptAt = -1;

    Prefix(@Nullable Prefix parent, int label) {
        this.parent = parent;
        this.label = label;
    }

    @Nullable
    Prefix child(int childLabel) {
        Prefix child = firstChild;
        while (child != null && child.label != childLabel) {
            child = child.nextSibling;
        }
        return child;
    }

    Prefix addChild(int childLabel) {
        Prefix child = new Prefix(this, childLabel);
        adopt(child);
        return child;
    }

    private void adopt(Prefix child) {
        child.nextSibling = firstChild;
        firstChild = child;
    }

    /**
     * Makes it and its ancestors forget their children, but for those that are themselves kept in the same frame. A child
     * that is tried again is scored anew, with the same result.
     */
    void keep(long frame) {
        Prefix kept = this;
        boolean isNew = kept.forgetChildren(frame);
        while (isNew && kept.parent != null) {
            Prefix above = kept.parent;
            isNew = above.forgetChildren(frame);
            above.adopt(kept);
            kept = above;
        }
    }

    private boolean forgetChildren(long frame) {
        if (keptAt == frame) {
            return false;
        }
        keptAt = frame;
        firstChild = null;
        return true;
    }

    /** Notes that it is in the beam before a frame. */
    void follow(long frame) {
        followedAt = frame;
    }

    boolean isFollowed(long frame) {
        return followedAt == frame;
    }

    /**
     * Adds up a frame's paths to it, if it is in the beam: a blank leaves it as it is; so does its last label, unless a
     * blank has come between, and any number of spaces; and it may follow on its parent, if that is in the beam, too.
     * Nothing changes before {@link #settleFrame}.
     *
     * @return its rank
     */
    double goOn(FrameOutputs outputs, int space, long frame) {
        nextInBlank = acoustic + outputs.blankLogProb;
        nextInLabel = NEVER;
        double logProb = outputs.logProb(label);
        if (logProb > NEVER) {
            nextInLabel = (label == space ? acoustic : endsInLabel) + logProb;
            if (parent != null && parent.followedAt == frame) {
                nextInLabel = logSum(nextInLabel, parent.before(label) + logProb);
            }
        }
        return rank();
    }

    /** The same for one that was not in the beam, which only its parent leads to. */
    double begin(double logProb) {
        nextInBlank = NEVER;
        nextInLabel = logProb;
        return rank();
    }

    private double rank() {
        nextAcoustic = logSum(nextInBlank, nextInLabel);
        return nextAcoustic + languageScore + outlook;
    }

    /** Log-probability of the paths that a label makes longer: the last one again only after a blank. */
    double before(int next) {
        return next == label ? endsInBlank : acoustic;
    }

    /** Ends the frame: what was added up is now what is. */
    void settleFrame() {
        endsInBlank = nextInBlank;
        endsInLabel = nextInLabel;
        acoustic = nextAcoustic;
    }

    /** Its labels from the root on, of which there may be none. */
    int[] labels() {
        int[] labels = new int[length()];
        Prefix prefix = this;
        for (int i = labels.length - 1; i >= 0; i--) {
            labels[i] = prefix.label;
            prefix = prefix.parentOrSelf();
        }
        return labels;
    }

    /** The prefix of its first {@code length} labels. */
    Prefix ancestor(int length) {
        Prefix prefix = this;
        for (int i = length(); i > length; i--) {
            prefix = prefix.parentOrSelf();
        }
        return prefix;
    }

    /** The longest prefix of both. */
    Prefix common(Prefix other) {
        int shorter = Math.min(length(), other.length());
        Prefix one = ancestor(shorter);
        Prefix two = other.ancestor(shorter);
        while (one != two) {
            one = one.parentOrSelf();
            two = two.parentOrSelf();
        }
        return one;
    }

    boolean descendsFrom(Prefix ancestor) {
        Prefix prefix = this;
        while (prefix != ancestor && prefix.parent != null) {
            prefix = prefix.parent;
        }
        return prefix == ancestor;
    }

    /** The same text without a space at its end; before a space there is never another. */
    Prefix withoutSpace() {
        return wordLength == 0 ? parentOrSelf() : this;
    }

    /** The same text without the word at its end; ends in a space or is the root. */
    Prefix withoutLastWord() {
        Prefix prefix = this;
        while (prefix.wordLength > 0 && prefix.parent != null) {
            prefix = prefix.parent;
        }
        return prefix;
    }

    private Prefix parentOrSelf() {
        return parent == null ? this : parent;
    }

    private int length() {
        int length = 0;
        for (Prefix prefix = this; prefix.parent != null; prefix = prefix.parent) {
            length++;
        }
        return length;
    }

    static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        double smaller = Math.min(a, b);
        // Below one part in 2^53 the smaller changes nothing; this also spares the difference of two infinities.
        return smaller < larger - 37 || smaller == NEVER ? larger : larger + Math.log1p(Math.exp(smaller - larger));
    }
}
