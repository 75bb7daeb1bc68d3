package attune.lm;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The n-grams of one length in an ARPA file, in the file's order. */
final class ArpaSection {
    private final IntList parents = new IntList();
    private final IntList tokens = new IntList();
    private final FloatList logProbs = new FloatList();
    private final FloatList backoffs = new FloatList();
    private final IntList lineNumbers = new IntList();

    /** The section of single tokens, whose numbers are not known before the last is read. */
    private final List<String> texts = new ArrayList<>();

    int size() {
        return lineNumbers.size();
    }

    void addUnigram(ArpaLine line, int number) {
        texts.add(line.token(0));
        add(line, new Place(0, 0), number);
    }

    /** Where an n-gram belongs: below the node of its history, by its last token. */
    record Place(int parent, int token) {}

    void add(ArpaLine line, Place place, int number) {
        parents.add(place.parent);
        tokens.add(place.token);
        logProbs.add(line.logProb());
        backoffs.add(line.backoff());
        lineNumbers.add(number);
    }

    SortedVocabulary vocabulary() {
        return SortedVocabulary.of(texts);
    }

    /** The single tokens in the vocabulary's order, which may have more: those get a probability of all but zero. */
    Sorted sortedUnigrams(SortedVocabulary vocabulary, TextLines lines) {
        int[] lineOf = new int[vocabulary.size()];
        float[] logProb = new float[vocabulary.size()];
        float[] backoff = new float[vocabulary.size()];
        Arrays.fill(logProb, SpecialTokens.ZERO_LOG_PROB);
        for (int i = 0; i < texts.size(); i++) {
            int token = vocabulary.token(texts.get(i));
            if (lineOf[token] != 0) {
                throw twice(lines, lineNumbers.get(i), lineOf[token]);
            }
            lineOf[token] = lineNumbers.get(i);
            logProb[token] = logProbs.get(i);
            backoff[token] = backoffs.get(i);
        }
        int[] all = new int[vocabulary.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return new Sorted(new int[all.length], all, logProb, backoff);
    }

    /** The n-grams in a tree's order. */
    Sorted sorted(TextLines lines) {
        int[] all = new int[size()];
        int mostParent = 0;
        int mostToken = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
            mostParent = Math.max(mostParent, parents.get(i));
            mostToken = Math.max(mostToken, tokens.get(i));
        }
        CountingSort byToken = new CountingSort(all, mostToken + 1);
        byToken.by(tokens::get);
        CountingSort byParent = new CountingSort(byToken.items(), mostParent + 1);
        byParent.by(parents::get);
        return inOrder(byParent.items(), lines);
    }

    private Sorted inOrder(int[] order, TextLines lines) {
        int size = order.length;
        Sorted sorted = new Sorted(new int[size], new int[size], new float[size], new float[size]);
        for (int i = 0; i < size; i++) {
            int from = order[i];
            sorted.parents[i] = parents.get(from);
            sorted.tokens[i] = tokens.get(from);
            sorted.logProb[i] = logProbs.get(from);
            sorted.backoff[i] = backoffs.get(from);
            if (i > 0 && sorted.parents[i] == sorted.parents[i - 1] && sorted.tokens[i] == sorted.tokens[i - 1]) {
                throw twice(lines, lineNumbers.get(from), lineNumbers.get(order[i - 1]));
            }
        }
        return sorted;
    }

    private static UserFault twice(TextLines lines, int line, int firstLine) {
        return lines.fault(line, "repeats the n-gram of line " + firstLine, "remove one of the two");
    }

    /** A section in a tree's order. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Sorted(int[] parents, int[] tokens, float[] logProb, float[] backoff) {

        /** The depth, once its children are known. */
        NgramTree.Depth withChildren(Sorted next) {
            return new NgramTree.Depth(tokens, logProb, backoff, NgramTree.childIndex(tokens.length, next.parents));
        }

        /** The last depth. Back-off weights that a file has there are dropped: nothing could follow. */
        NgramTree.Depth last() {
            return new NgramTree.Depth(tokens, logProb, new float[0], new int[0]);
        }
    }
}
