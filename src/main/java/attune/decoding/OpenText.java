package attune.decoding;

import java.util.ArrayList;
import java.util.List;

/**
 * The best of a beam's texts after what is settled.
 *
 * @param labels may end in a space
 * @param shares of each word: how much of the beam's probability agrees with it, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not kept
record OpenText(int[] labels, double[] shares) {

    /** The first of some endings. */
    static OpenText of(List<Ending> endings, int space) {
        List<int[]> texts =
                endings.stream().map(ending -> ending.last().labels()).toList();
        double[] scores = endings.stream().mapToDouble(Ending::score).toArray();
        return new OpenText(texts.get(0), WordShares.of(texts, scores, space));
    }

    /** The best of a beam whose texts go on. */
    static OpenText of(Beam beam, int space) {
        List<int[]> texts = new ArrayList<>();
        double[] scores = new double[beam.size()];
        for (int i = 0; i < beam.size(); i++) {
            texts.add(beam.get(i).labels());
            scores[i] = beam.rank(i);
        }
        return new OpenText(texts.get(0), WordShares.of(texts, scores, space));
    }
}
