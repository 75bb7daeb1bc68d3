package attune.lm;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * A back-off n-gram model as an automaton. A state is a history that the model has something to say about; an arc is an
 * n-gram: from the state of its history, by its last token, with its probability, to the state of the longest history
 * it leaves. State 0 is the empty history, with an arc for every token, whose index is the token's number. Where a
 * state has no arc for a token, its back-off factor is applied and its shorter history asked.
 *
 * <p>It works on plain arrays and on a mapped file alike. Immutable and thread-safe.
 */
public final class NgramModel implements LanguageModel {
    private final Tables tables;
    private final SortedVocabulary vocabulary;
    private final TokenKind kind;
    private final int start;

    private final IntBuffer tokens;
    private final FloatBuffer logProbs;
    private final IntBuffer nexts;
    private final IntBuffer firstArcs;
    private final FloatBuffer backoffs;
    private final IntBuffer shorter;

    /**
     * What the automaton consists of.
     *
     * @param order longest n-gram
     * @param vocabulary its tokens
     * @param tokens of each arc; a state's arcs stand together, in the order of their tokens
     * @param logProbs of each arc, natural logarithms
     * @param nexts of each arc the state it leads to
     * @param firstArcs of each state, then the number of arcs
     * @param backoffs of each state, natural logarithms
     * @param shorter of each state that of its longest shorter history, which has a lower number; of state 0 itself
     */
    record Tables(
            int order,
            SortedVocabulary vocabulary,
            IntBuffer tokens,
            FloatBuffer logProbs,
            IntBuffer nexts,
            IntBuffer firstArcs,
            FloatBuffer backoffs,
            IntBuffer shorter) {
        int arcs() {
            return tokens.limit();
        }

        int states() {
            return backoffs.limit();
        }
    }

    NgramModel(Tables tables) {
        this.tables = tables;
        this.vocabulary = tables.vocabulary;
        this.kind = TokenKind.of(vocabulary);
        this.tokens = tables.tokens;
        this.logProbs = tables.logProbs;
        this.nexts = tables.nexts;
        this.firstArcs = tables.firstArcs;
        this.backoffs = tables.backoffs;
        this.shorter = tables.shorter;
        this.start = nexts.get(vocabulary.begin());
    }

    Tables tables() {
        return tables;
    }

    @Override
    public int order() {
        return tables.order;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * What its tokens are.
     *
     * @return words or characters
     */
    public TokenKind kind() {
        return kind;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int empty() {
        return 0;
    }

    @Override
    public int next(int state, int token) {
        int from = state;
        while (from != 0) {
            int arc = arc(from, token);
            if (arc >= 0) {
                return nexts.get(arc);
            }
            from = shorter.get(from);
        }
        return nexts.get(token);
    }

    @Override
    public double logProb(int state, int token) {
        double backoff = 0;
        int from = state;
        while (from != 0) {
            int arc = arc(from, token);
            if (arc >= 0) {
                return Math.min(0, backoff + logProbs.get(arc));
            }
            backoff += backoffs.get(from);
            from = shorter.get(from);
        }
        return Math.min(0, backoff + logProbs.get(token)); // rounding may leave a hair above 0
    }

    private int arc(int state, int token) {
        int low = firstArcs.get(state);
        int high = firstArcs.get(state + 1) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = tokens.get(middle);
            if (found == token) {
                return middle;
            }
            if (found < token) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
