package attune.lm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds where an n-gram belongs in a tree that is known down to its history. */
final class Histories {
    private final SortedVocabulary vocabulary;
    private final List<NgramTree.Depth> depths;
    private final int[] lastTokens;

    /**
     * A finder.
     *
     * @param vocabulary of the tree
     * @param depths those whose children are known
     * @param last the one below them
     */
    Histories(SortedVocabulary vocabulary, List<NgramTree.Depth> depths, ArpaSection.Sorted last) {
        this.vocabulary = vocabulary;
        this.depths = depths;
        this.lastTokens = last.tokens();
    }

    /**
     * Finds an n-gram's place.
     *
     * @throws attune.fault.UserFault if the file lacks one of its tokens or its history
     */
    ArpaSection.Place find(ArpaLine line, TextLines lines) {
        int node = token(line, 0, lines);
        for (int i = 1; i < line.length() - 1; i++) {
            int[] tokens = i < depths.size() ? depths.get(i).tokens() : lastTokens;
            node = NgramTree.child(depths.get(i - 1).children(), tokens, node, token(line, i, lines));
            if (node < 0) {
                throw lines.fault(
                        "the history of this n-gram, '" + first(line, i + 1) + "', is not among the " + (i + 1)
                                + "-grams",
                        "write the file again without pruning histories that are needed");
            }
        }
        return new ArpaSection.Place(node, token(line, line.length() - 1, lines));
    }

    private int token(ArpaLine line, int index, TextLines lines) {
        String text = line.token(index);
        int token = vocabulary.token(text);
        if (token == vocabulary.unknown() && !text.equals(SpecialTokens.UNKNOWN)) {
            throw lines.fault("'" + text + "' is not among the 1-grams", "add it to them or remove this n-gram");
        }
        return token;
    }

    private static String first(ArpaLine line, int tokens) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            texts.add(line.token(i));
        }
        return texts.stream().collect(Collectors.joining(" "));
    }
}
