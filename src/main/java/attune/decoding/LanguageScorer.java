package attune.decoding;

import org.jspecify.annotations.Nullable;

/**
 * All that language contributes to a prefix's score: the model and the hot words. Immutable.
 *
 * @param fusion the model's part
 * @param hotWords the boosts
 * @param space the label between words, or {@link Spelling#NO_SPACE}
 */
record LanguageScorer(Fusion fusion, HotAutomaton hotWords, int space) {

    /** The same with other weights of the same model. */
    LanguageScorer with(FusedModel model) {
        return new LanguageScorer(fusion.with(model), hotWords, space);
    }

    /** The empty text. */
    Prefix start() {
        Prefix root = new Prefix(null, space);
        fusion.start(root);
        root.hotState = hotWords.start();
        sumUp(root);
        return root;
    }

    /** A prefix one label longer, or null where no text may begin like that. */
    @Nullable
    Prefix extended(Prefix parent, int label) {
        Prefix child = parent.child(label);
        if (child == null) {
            child = parent.addChild(label);
            child.wordLength = label == space ? 0 : parent.wordLength + 1;
            child.allowed = fusion.extend(parent, child);
            child.hotState = hotWords.next(parent.hotState, label);
            child.hotScore = parent.hotScore + hotWords.gain(child.hotState);
            sumUp(child);
        }
        return child.allowed ? child : null;
    }

    /** The score of a text that ends here, negative infinity where none may. */
    double whole(Prefix last) {
        return last.languageScore + fusion.atEnd(last) + hotWords.gainAtEnd(last.hotState);
    }

    private void sumUp(Prefix prefix) {
        prefix.languageScore = prefix.modelScore + prefix.hotScore;
        prefix.outlook = prefix.modelOutlook + hotWords.credit(prefix.hotState);
    }

    /**
     * A prefix one label longer, not by a space, ranks no higher. Added up in the order in which a rank is, of parts that
     * are no smaller, so that rounding cannot make the rank higher.
     *
     * @param logProb of the paths to it, or more
     */
    double highestByLetter(Prefix parent, double logProb) {
        return highest(parent, logProb, fusion.mostByLetter(parent), parent.modelOutlook);
    }

    /** The same for the prefix that is this label longer. */
    double highestByLetter(Prefix parent, int label, double logProb) {
        return highest(parent, logProb, fusion.mostByLetter(parent), fusion.outlookByLetter(parent, label));
    }

    /** The same for a prefix one space longer. */
    double highestBySpace(Prefix parent, double logProb) {
        return highest(parent, logProb, fusion.mostBySpace(parent), fusion.outlookAfterSpace());
    }

    private double highest(Prefix parent, double logProb, double modelScore, double modelOutlook) {
        return logProb
                + (modelScore + (parent.hotScore + hotWords.mostGain()))
                + (modelOutlook + hotWords.mostCredit());
    }
}
