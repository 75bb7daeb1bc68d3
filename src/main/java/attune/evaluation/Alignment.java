package attune.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which token of a reference was recognised as which of the hypothesis. Its counts are those of {@link EditDistance}.
 *
 * <p>Several alignments can share those counts. Ours is the one found by walking back from the ends of both texts and
 * pairing two tokens where that costs nothing extra, else taking an insertion, else a deletion, so that a gap comes
 * before the substitutions next to it. This is the order of NIST's sclite. Texts of more than some 4,000 × 4,000 tokens
 * are aligned in pieces, and near the cuts the choice among equals may differ; it is the same on every run.
 *
 * @param pairs in the order of both texts
 */
public record Alignment(List<AlignedPair> pairs) {

    /** Keeps its own copy. */
    public Alignment {
        pairs = List.copyOf(pairs);
    }

    /**
     * Aligns the words of two texts.
     *
     * @param reference what was said
     * @param hypothesis what was recognised
     * @return the alignment
     */
    public static Alignment ofWords(String reference, String hypothesis) {
        return of(Tokens.words(reference), Tokens.words(hypothesis));
    }

    /**
     * Aligns tokens of any kind.
     *
     * @param reference what was said
     * @param hypothesis what was recognised
     * @return the alignment
     */
    public static Alignment of(List<String> reference, List<String> hypothesis) {
        return of(reference, hypothesis, Aligner.CELLS_AT_ONCE);
    }

    static Alignment of(List<String> reference, List<String> hypothesis, int cellsAtOnce) {
        List<AlignedPair> pairs = new ArrayList<>();
        int said = 0;
        int heard = 0;
        for (byte move : new Aligner(Tokens.costs(reference, hypothesis), cellsAtOnce).moves()) {
            pairs.add(AlignedPair.of(
                    move == EditCosts.HYPOTHESIS ? null : reference.get(said++),
                    move == EditCosts.REFERENCE ? null : hypothesis.get(heard++)));
        }
        return new Alignment(pairs);
    }

    /**
     * How often each operation occurs.
     *
     * @return the counts
     */
    public ErrorCounts counts() {
        return new ErrorCounts(
                count(EditOperation.SUBSTITUTION),
                count(EditOperation.DELETION),
                count(EditOperation.INSERTION),
                referenceTokens().size());
    }

    /**
     * The reference that was aligned.
     *
     * @return its tokens
     */
    public List<String> referenceTokens() {
        return pairs.stream()
                .map(AlignedPair::reference)
                .filter(Objects::nonNull)
                .toList();
    }

    private long count(EditOperation operation) {
        return pairs.stream().filter(pair -> pair.operation() == operation).count();
    }
}
