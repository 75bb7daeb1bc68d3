package attune.decoding;

import attune.lm.LanguageModel;
import attune.text.Alphabet;
import java.util.Arrays;

/**
 * A model of words scores a word when a space or the end completes it. Until then the best unigram score among the
 * words it may still become is its outlook, so that the price of a word is spread over its characters and the beam
 * compares prefixes in the middle of words fairly.
 */
final class WordFusion implements Fusion {
    /** Models of a closed vocabulary give the unknown word none or next to none; hot words need some. */
    static final double LEAST_UNKNOWN = Math.log(1e-10);

    private final LanguageModel model;
    private final double weight;
    private final double wordBonus;
    private final Lexicon lexicon;
    private final int space;
    private final boolean unknownRefused;
    private final double perUnknownWord;
    private final double perUnknownCharacter;

    /** For each node of the lexicon the best score its words have without history. */
    private final double[] outlooks;

    private final double unknownOutlook;
    private final double outlookAfterSpace;

    WordFusion(FusedModel.Words settings, Lexicon lexicon, Alphabet alphabet) {
        this(settings, lexicon, Spelling.spaceOf(alphabet));
    }

    private WordFusion(FusedModel.Words settings, Lexicon lexicon, int space) {
        this.model = settings.model();
        this.weight = settings.weight();
        this.wordBonus = settings.wordBonus();
        this.lexicon = lexicon;
        this.space = space;
        if (settings.unknownWords() instanceof UnknownWords.Penalised penalty) {
            unknownRefused = false;
            perUnknownWord = penalty.perWord();
            perUnknownCharacter = penalty.perCharacter();
        } else {
            unknownRefused = true;
            perUnknownWord = 0;
            perUnknownCharacter = 0;
        }
        double[] unigrams = new double[model.vocabulary().size()];
        Arrays.setAll(unigrams, token -> tokenScore(model.empty(), token));
        outlooks = lexicon.bestBelow(unigrams);
        unknownOutlook = unigrams[model.vocabulary().unknown()] - perUnknownWord;
        outlookAfterSpace = outlook(LabelTrie.ROOT, 0);
    }

    @Override
    public Fusion with(FusedModel other) {
        if (other instanceof FusedModel.Words words && words.model() == model) {
            return new WordFusion(words, lexicon, space);
        }
        throw new IllegalArgumentException("the language model must be the same");
    }

    @Override
    public void start(Prefix root) {
        root.modelState = model.start();
        root.lexiconNode = LabelTrie.ROOT;
        root.modelOutlook = outlookAfterSpace;
    }

    @Override
    public boolean extend(Prefix parent, Prefix child) {
        child.modelState = parent.modelState;
        child.modelScore = parent.modelScore;
        if (child.label == space) {
            int token = wordToken(parent);
            child.modelScore += wordScore(parent);
            child.modelState = model.next(parent.modelState, token);
            child.lexiconNode = LabelTrie.ROOT;
            child.modelOutlook = outlookAfterSpace;
        } else {
            child.lexiconNode = lexicon.child(parent.lexiconNode, child.label);
            child.modelOutlook = outlook(child.lexiconNode, child.wordLength);
        }
        return child.modelScore + child.modelOutlook > Prefix.NEVER;
    }

    /** Only a space adds to the score, and no outlook gets better by another letter. */
    @Override
    public double mostByLetter(Prefix parent) {
        return parent.modelScore;
    }

    @Override
    public double outlookByLetter(Prefix parent, int label) {
        return outlook(lexicon.child(parent.lexiconNode, label), parent.wordLength + 1);
    }

    /** The model gives the word a probability of 1 at most. */
    @Override
    public double mostBySpace(Prefix parent) {
        return parent.modelScore + priced(parent, wordBonus);
    }

    @Override
    public double outlookAfterSpace() {
        return outlookAfterSpace;
    }

    @Override
    public double atEnd(Prefix last) {
        if (last.wordLength == 0) {
            return endScore(last.modelState);
        }
        return wordScore(last) + endScore(model.next(last.modelState, wordToken(last)));
    }

    private double outlook(int lexiconNode, int wordLength) {
        double known = lexiconNode == LabelTrie.NONE ? Prefix.NEVER : outlooks[lexiconNode];
        return unknownRefused ? known : Math.max(known, unknownOutlook - perUnknownCharacter * wordLength);
    }

    /** The token of the word under way, should it end here. */
    private int wordToken(Prefix prefix) {
        int token = lexicon.token(prefix.lexiconNode);
        return token == LabelTrie.NONE ? model.vocabulary().unknown() : token;
    }

    private double wordScore(Prefix prefix) {
        return priced(prefix, tokenScore(prefix.modelState, wordToken(prefix)) + wordBonus);
    }

    /** The score of the word under way, less the price of one that the vocabulary lacks. */
    private double priced(Prefix prefix, double score) {
        if (lexicon.token(prefix.lexiconNode) != LabelTrie.NONE) {
            return score;
        }
        return unknownRefused ? Prefix.NEVER : score - perUnknownWord - perUnknownCharacter * prefix.wordLength;
    }

    private double tokenScore(int state, int token) {
        if (weight == 0) {
            return 0;
        }
        double logProb = model.logProb(state, token);
        return weight * (token == model.vocabulary().unknown() ? Math.max(LEAST_UNKNOWN, logProb) : logProb);
    }

    private double endScore(int state) {
        return tokenScore(state, model.vocabulary().end());
    }
}
