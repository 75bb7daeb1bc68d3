package attune.lm;

import java.nio.IntBuffer;

/** Checks everything that {@link NgramModel} relies on, in a model that came from a file. */
final class TableChecks {
    private final NgramModel.Tables tables;
    private final int vocabulary;

    private TableChecks(NgramModel.Tables tables) {
        this.tables = tables;
        this.vocabulary = tables.vocabulary().size();
    }

    /**
     * Checks a model's tables.
     *
     * @throws IllegalArgumentException saying which rule is broken
     */
    static void check(NgramModel.Tables tables) {
        TableChecks checks = new TableChecks(tables);
        checks.vocabulary();
        checks.states();
        checks.arcs();
    }

    private void vocabulary() {
        IntBuffer offsets = tables.vocabulary().offsets();
        int end = tables.vocabulary().bytes().limit();
        require(offsets.get(0) == 0 && offsets.get(vocabulary) == end, "the tokens' texts", vocabulary);
        for (int i = 0; i < vocabulary; i++) {
            require(offsets.get(i) < offsets.get(i + 1), "the text of token", i);
        }
        int outOfOrder = tables.vocabulary().firstOutOfOrder();
        require(outOfOrder == vocabulary, "the order of token", outOfOrder);
    }

    private void states() {
        IntBuffer firstArcs = tables.firstArcs();
        IntBuffer shorter = tables.shorter();
        int states = tables.states();
        require(firstArcs.get(0) == 0 && firstArcs.get(1) == vocabulary, "the arcs of state", 0);
        require(firstArcs.get(states) == tables.arcs(), "the arcs of state", states - 1);
        require(shorter.get(0) == 0, "the shorter history of state", 0);
        for (int state = 0; state < states; state++) {
            require(firstArcs.get(state) <= firstArcs.get(state + 1), "the arcs of state", state);
            require(Float.isFinite(tables.backoffs().get(state)), "the back-off factor of state", state);
            int back = shorter.get(state);
            require(back >= 0 && (back < state || state == 0), "the shorter history of state", state);
        }
    }

    private void arcs() {
        IntBuffer firstArcs = tables.firstArcs();
        int state = 0;
        int before = -1;
        for (int arc = 0; arc < tables.arcs(); arc++) {
            while (arc == firstArcs.get(state + 1)) {
                state++;
                before = -1;
            }
            int token = tables.tokens().get(arc);
            require(token > before && token < vocabulary, "the token of n-gram", arc);
            before = token;
            int next = tables.nexts().get(arc);
            require(next >= 0 && next < tables.states(), "the next state of n-gram", arc);
            float logProb = tables.logProbs().get(arc);
            require(logProb <= 0 && Float.isFinite(logProb), "the probability of n-gram", arc);
        }
    }

    private static void require(boolean holds, String what, int index) {
        if (!holds) {
            throw new IllegalArgumentException(what + " " + index + " cannot be right");
        }
    }
}
