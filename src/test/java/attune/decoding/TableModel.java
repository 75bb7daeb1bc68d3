package attune.decoding;

import attune.lm.LanguageModel;
import attune.lm.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A bigram model as a table: row the token before, column the token. States are rows. */
final class TableModel implements LanguageModel, Vocabulary {
    private static final int UNKNOWN = 0;
    private static final int START = 1;
    private static final int END = 2;

    private final List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));

    /** [token before, or nothing in the last row × token] */
    private final double[][] logProbs;

    private TableModel(List<String> words) {
        tokens.addAll(words);
        logProbs = new double[tokens.size() + 1][tokens.size()];
    }

    /** Every row a random distribution. */
    static TableModel random(List<String> words, SplittableRandom random) {
        TableModel model = new TableModel(words);
        for (double[] row : model.logProbs) {
            Arrays.setAll(row, token -> token == START ? 0 : 0.02 + random.nextDouble());
            normalise(row);
        }
        return model;
    }

    /** Equal shares for the words and the end, and a share of its own for the unknown word. */
    static TableModel uniform(List<String> words, double unknown) {
        TableModel model = new TableModel(words);
        for (double[] row : model.logProbs) {
            Arrays.setAll(
                    row, token -> token == START ? 0 : token == UNKNOWN ? unknown : (1 - unknown) / (words.size() + 1));
            normalise(row);
        }
        return model;
    }

    private static void normalise(double[] row) {
        double sum = Arrays.stream(row).sum();
        Arrays.setAll(row, token -> Math.log(row[token] / sum));
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public Vocabulary vocabulary() {
        return this;
    }

    @Override
    public int start() {
        return START;
    }

    @Override
    public int empty() {
        return tokens.size();
    }

    @Override
    public int next(int state, int token) {
        return token;
    }

    @Override
    public double logProb(int state, int token) {
        return logProbs[state][token];
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public int token(String text) {
        return Math.max(UNKNOWN, tokens.indexOf(text));
    }

    @Override
    public String text(int token) {
        return tokens.get(token);
    }

    @Override
    public int unknown() {
        return UNKNOWN;
    }

    @Override
    public int end() {
        return END;
    }
}
