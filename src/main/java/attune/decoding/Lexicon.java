package attune.decoding;

import attune.fault.UserFault;
import attune.lm.Vocabulary;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a language model's vocabulary as a trie of labels, and those hot words the vocabulary lacks. Words with
 * characters outside the alphabet are left out.
 */
final class Lexicon {
    private static final String START = "<s>";

    private final LabelTrie trie;

    Lexicon(Vocabulary vocabulary, HotWords hotWords, Alphabet alphabet) {
        Map<Integer, Integer> labelOf = labels(alphabet);
        List<LabelTrie.Entry> entries = new ArrayList<>();
        Set<String> hot = hotParts(hotWords);
        for (int token = 0; token < vocabulary.size(); token++) {
            String text = vocabulary.text(token);
            if (token != vocabulary.unknown() && token != vocabulary.end() && !text.equals(START)) {
                add(text, token, labelOf, entries);
                hot.remove(text);
            }
        }
        if (entries.isEmpty()) {
            throw new UserFault(
                    "language model",
                    "none of its " + vocabulary.size() + " words can be written with the speech model's characters",
                    "make it from text normalised like the speech model's transcripts");
        }
        for (String text : hot) {
            add(text, vocabulary.unknown(), labelOf, entries);
        }
        trie = new LabelTrie(entries);
    }

    private static Map<Integer, Integer> labels(Alphabet alphabet) {
        Map<Integer, Integer> labelOf = new HashMap<>();
        for (String label : alphabet.labels()) {
            if (!label.equals(Spelling.SPACE)) {
                labelOf.put(label.codePointAt(0), alphabet.encode(label)[0]);
            }
        }
        return labelOf;
    }

    private static Set<String> hotParts(HotWords hotWords) {
        Set<String> parts = new HashSet<>();
        for (HotWord word : hotWords.words()) {
            parts.addAll(Arrays.asList(word.phrase().split(Spelling.SPACE, -1)));
        }
        return parts;
    }

    private static void add(String text, int token, Map<Integer, Integer> labelOf, List<LabelTrie.Entry> entries) {
        int[] labels = text.codePoints()
                .map(character -> labelOf.getOrDefault(character, LabelTrie.NONE))
                .toArray();
        if (labels.length > 0 && Arrays.stream(labels).noneMatch(label -> label == LabelTrie.NONE)) {
            entries.add(new LabelTrie.Entry(labels, token));
        }
    }

    /** The node one label further in a word, or {@link LabelTrie#NONE} where no word goes on like that. */
    int child(int node, int label) {
        return node == LabelTrie.NONE ? LabelTrie.NONE : trie.child(node, label);
    }

    /** The token of the word that ends here, the unknown one for a hot word, or {@link LabelTrie#NONE}. */
    int token(int node) {
        return node == LabelTrie.NONE ? LabelTrie.NONE : trie.value(node);
    }

    /** For each node the best of the scores of the words that go through it, given each token's score. */
    double[] bestBelow(double[] scores) {
        double[] best = new double[trie.size()];
        for (int node = trie.size() - 1; node >= 0; node--) {
            int token = trie.value(node);
            best[node] = token == LabelTrie.NONE ? Double.NEGATIVE_INFINITY : scores[token];
            for (int child = trie.firstChild(node); child < trie.endOfChildren(node); child++) {
                best[node] = Math.max(best[node], best[child]);
            }
        }
        return best;
    }
}
