package attune.decoding;

import attune.lm.LanguageModel;
import attune.lm.Vocabulary;
import attune.text.Alphabet;

/** A model of characters scores each one. */
final class CharacterFusion implements Fusion {
    private final LanguageModel model;
    private final double weight;
    private final double wordBonus;
    private final int[] tokens;

    CharacterFusion(FusedModel.Characters settings, Alphabet alphabet) {
        this(settings, tokens(settings, alphabet));
    }

    private CharacterFusion(FusedModel.Characters settings, int[] tokens) {
        model = settings.model();
        weight = settings.weight();
        wordBonus = settings.wordBonus();
        this.tokens = tokens;
    }

    private static int[] tokens(FusedModel.Characters settings, Alphabet alphabet) {
        int space = Spelling.spaceOf(alphabet);
        int[] tokens = new int[alphabet.size()];
        Vocabulary vocabulary = settings.model().vocabulary();
        for (int label = 0; label < tokens.length; label++) {
            if (label != alphabet.blankIndex()) {
                tokens[label] = vocabulary.token(label == space ? settings.spaceToken() : alphabet.label(label));
            }
        }
        return tokens;
    }

    @Override
    public Fusion with(FusedModel other) {
        if (other instanceof FusedModel.Characters characters && characters.model() == model) {
            return new CharacterFusion(characters, tokens);
        }
        throw new IllegalArgumentException("the language model must be the same");
    }

    @Override
    public void start(Prefix root) {
        root.modelState = model.start();
    }

    @Override
    public boolean extend(Prefix parent, Prefix child) {
        int token = tokens[child.label];
        child.modelState = model.next(parent.modelState, token);
        child.modelScore =
                parent.modelScore + weighted(parent.modelState, token) + (child.wordLength == 1 ? wordBonus : 0);
        return child.modelScore > Prefix.NEVER;
    }

    @Override
    public double mostByLetter(Prefix parent) {
        return parent.modelScore + Math.max(0, wordBonus);
    }

    @Override
    public double outlookByLetter(Prefix parent, int label) {
        return 0;
    }

    @Override
    public double mostBySpace(Prefix parent) {
        return parent.modelScore;
    }

    @Override
    public double outlookAfterSpace() {
        return 0;
    }

    @Override
    public double atEnd(Prefix last) {
        return weighted(last.modelState, model.vocabulary().end());
    }

    private double weighted(int state, int token) {
        return weight == 0 ? 0 : weight * model.logProb(state, token);
    }
}
