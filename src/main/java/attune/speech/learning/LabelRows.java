package attune.speech.learning;

import attune.surgery.OutputRows;
import attune.surgery.RowStart;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the labels of a new output start from, for {@link OutputRows}: a label that the old output has, blank included,
 * from its row there, wherever that is; one that sounds like an old label from that one's.
 */
public final class LabelRows {

    private LabelRows() {}

    /**
     * Pairs old and new labels.
     *
     * @param old the source's alphabet
     * @param output the new output's labels, and what they start from
     * @return a start for each row of the new output
     */
    public static OutputRows.Wanted of(Alphabet old, NewOutput output) {
        Alphabet alphabet = output.alphabet();
        List<RowStart> starts = new ArrayList<>(Collections.nCopies(alphabet.size(), new RowStart.Unknown()));
        if (output.copyRows()) {
            starts.set(alphabet.blankIndex(), new RowStart.Same(old.blankIndex()));
            alphabet.labels().forEach(label -> starts.set(place(alphabet, label), start(label, old, output)));
        }
        List<Integer> known =
                old.labels().stream().map(label -> place(old, label)).toList();
        return new OutputRows.Wanted(starts, known, output.others());
    }

    /**
     * Pairs the labels that two alphabets share, the blank included.
     *
     * @param old the source's alphabet
     * @param alphabet the adapted model's
     * @return for each of its rows the source's row of the same label, -1 for none
     */
    public static List<Integer> same(Alphabet old, Alphabet alphabet) {
        List<Integer> rows = new ArrayList<>(Collections.nCopies(alphabet.size(), -1));
        rows.set(alphabet.blankIndex(), old.blankIndex());
        alphabet.labels().stream()
                .filter(old.labels()::contains)
                .forEach(label -> rows.set(place(alphabet, label), place(old, label)));
        return rows;
    }

    private static RowStart start(String label, Alphabet old, NewOutput output) {
        String near = output.soundAlikes().get(label);
        if (near != null) {
            return new RowStart.Alike(place(old, near));
        }
        return old.labels().contains(label) ? new RowStart.Same(place(old, label)) : new RowStart.Unknown();
    }

    private static int place(Alphabet alphabet, String label) {
        return alphabet.encode(label)[0];
    }
}
