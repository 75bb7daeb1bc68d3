package attune.decoding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where in a clip its words are. Keeps the frames whose words are still open, and the words that are settled; a text's
 * characters get the frames on the most probable path that spells it.
 */
final class Timeline {
    private final Spelling spelling;
    private final List<float[]> rows = new ArrayList<>();
    private final List<Word> settled = new ArrayList<>();
    private long settledFrames;
    private double settledLogProb;

    Timeline(Spelling spelling) {
        this.spelling = spelling;
    }

    void add(float[] row) {
        rows.add(row.clone());
    }

    /** Frames whose words are still open. */
    int openFrames() {
        return rows.size();
    }

    /** The settled words and an open text after them. */
    String text(int[] open) {
        String before = new Transcript(settled, 1, 0).text();
        String behind = spelling.alphabet().decode(open).strip();
        return before.isEmpty() || behind.isEmpty() ? before + behind : before + Spelling.SPACE + behind;
    }

    /** The whole clip's words when an open text ends it. */
    Transcript transcript(OpenText open) {
        FramePath path = align(open).path(rows.size());
        List<Word> words = new ArrayList<>(settled);
        words.addAll(words(path, open));
        double logProb = settledLogProb + path.logProb(0, rows.size());
        long frames = Math.max(1, settledFrames + rows.size());
        return new Transcript(words, Math.exp(logProb / frames), logProb);
    }

    /**
     * Settles the words of an open text up to its last space that ends at least some frames back, and drops their
     * frames.
     *
     * @return how many labels are settled, that space included; 0 where there is no such space
     */
    int settle(OpenText open, int framesBack) {
        TextAlignment alignment = align(open);
        int end = alignment.lastEndOfSpace(rows.size() - framesBack);
        if (end == 0) {
            return 0;
        }
        FramePath path = alignment.path(end);
        settled.addAll(words(path, open));
        settledLogProb += path.logProb(0, end);
        settledFrames += end;
        rows.subList(0, end).clear();
        return alignment.labelsBefore(end);
    }

    private TextAlignment align(OpenText open) {
        return new TextAlignment(rows, open.labels(), spelling.alphabet());
    }

    /** Words at the beginning of an open text, as confident as their sound and the beam's agreement make them. */
    private List<Word> words(FramePath path, OpenText open) {
        List<Word> words = spelling.words(path, settledFrames);
        return IntStream.range(0, words.size())
                .mapToObj(i -> words.get(i).lessConfident(open.shares()[i]))
                .toList();
    }
}
