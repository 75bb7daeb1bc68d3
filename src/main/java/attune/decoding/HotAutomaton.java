package attune.decoding;

import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds every occurrence of hot phrases while a text is spelled, overlapping ones included (Aho and Corasick 1975). A
 * phrase begins and ends at the edge of a word, so it is stored between two spaces, of which the second may begin the
 * next; in an alphabet without spaces it may stand anywhere.
 *
 * <p>A phrase that is half spelled already counts for what is spelled, lest the search drop it before its end, and no
 * longer does when it breaks off: {@link #credit(int)} is a loan, only {@link #gain(int)} is for keeps.
 */
final class HotAutomaton {
    private final int space;
    private final LabelTrie trie;

    /** The longest other beginning of a phrase that a node's text ends with. */
    private final int[] fallback;

    private final double[] gain;
    private final double[] credit;
    private final double mostGain;
    private final double mostCredit;

    HotAutomaton(HotWords hotWords, Alphabet alphabet) {
        space = Spelling.spaceOf(alphabet);
        List<LabelTrie.Entry> entries = new ArrayList<>();
        for (HotWord word : hotWords.words()) {
            String bounded = space == Spelling.NO_SPACE ? word.phrase() : " " + word.phrase() + " ";
            entries.add(new LabelTrie.Entry(alphabet.encode(bounded), entries.size()));
        }
        trie = new LabelTrie(entries);
        fallback = new int[trie.size()];
        gain = new double[trie.size()];
        credit = new double[trie.size()];
        link();
        weigh(hotWords.words().stream().mapToDouble(HotWord::boost).toArray());
        mostGain = Arrays.stream(gain).max().orElseThrow();
        mostCredit = Arrays.stream(credit).max().orElseThrow();
    }

    private void link() {
        for (int node = 0; node < trie.size(); node++) {
            for (int child = trie.firstChild(node); child < trie.endOfChildren(node); child++) {
                fallback[child] = node == LabelTrie.ROOT ? LabelTrie.ROOT : next(fallback[node], trie.label(child));
            }
        }
    }

    private void weigh(double[] boosts) {
        int[] letters = new int[trie.size()];
        double[] bestBelow = new double[trie.size()];
        for (int node = 0; node < trie.size(); node++) {
            for (int child = trie.firstChild(node); child < trie.endOfChildren(node); child++) {
                letters[child] = letters[node] + (trie.label(child) == space ? 0 : 1);
            }
        }
        for (int node = trie.size() - 1; node >= 0; node--) {
            for (int child = trie.firstChild(node); child < trie.endOfChildren(node); child++) {
                int phrase = trie.value(child);
                double own = phrase == LabelTrie.NONE ? 0 : boosts[phrase];
                bestBelow[node] = Math.max(bestBelow[node], Math.max(own, bestBelow[child]));
            }
        }
        for (int node = 1; node < trie.size(); node++) { // fallbacks are shorter, so they come first
            int phrase = trie.value(node);
            double own = phrase == LabelTrie.NONE ? 0 : boosts[phrase] * letters[node];
            gain[node] = own + gain[fallback[node]];
            credit[node] = Math.max(bestBelow[node] * letters[node], credit[fallback[node]]);
        }
    }

    /** The state before the first label. */
    int start() {
        return space == Spelling.NO_SPACE ? LabelTrie.ROOT : next(LabelTrie.ROOT, space);
    }

    int next(int state, int label) {
        int node = state;
        int child = trie.child(node, label);
        while (child == LabelTrie.NONE && node != LabelTrie.ROOT) {
            node = fallback[node];
            child = trie.child(node, label);
        }
        return child == LabelTrie.NONE ? LabelTrie.ROOT : child;
    }

    /** Boosts of the phrases that end on arriving in a state. */
    double gain(int state) {
        return gain[state];
    }

    /** What the phrase under way would be worth so far. */
    double credit(int state) {
        return credit[state];
    }

    /** What {@link #gain} gives at most, without hot words 0. */
    double mostGain() {
        return mostGain;
    }

    /** What {@link #credit} gives at most, without hot words 0. */
    double mostCredit() {
        return mostCredit;
    }

    /** Boosts of the phrases that the end of the text completes. */
    double gainAtEnd(int state) {
        return space == Spelling.NO_SPACE ? 0 : gain[next(state, space)];
    }
}
