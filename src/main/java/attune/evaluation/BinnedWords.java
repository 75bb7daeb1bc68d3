package attune.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/** The words of each clip, added up in bins of confidence: all that a draw of the bootstrap needs. */
final class BinnedWords {
    private final double[][] surplus;
    private final int[] words;

    BinnedWords(JudgedWords judged) {
        List<List<JudgedWord>> clips = judged.clips();
        surplus = new double[clips.size()][Reliability.BINS];
        words = new int[clips.size()];
        for (int clip = 0; clip < clips.size(); clip++) {
            words[clip] = clips.get(clip).size();
            for (JudgedWord word : clips.get(clip)) {
                surplus[clip][Reliability.bin(word.confidence())] += word.surplus();
            }
        }
    }

    int clips() {
        return words.length;
    }

    /** The expected calibration error of all clips. */
    double expectedError() {
        return expectedError(IntStream.range(0, words.length).toArray());
    }

    /**
     * The expected calibration error of some clips, any of them several times; 0 where nothing was recognised in them.
     */
    double expectedError(int[] drawnClips) {
        double[] sums = new double[Reliability.BINS];
        long count = 0;
        for (int clip : drawnClips) {
            count += words[clip];
            for (int bin = 0; bin < sums.length; bin++) {
                sums[bin] += surplus[clip][bin];
            }
        }
        double distance = 0;
        for (double sum : sums) {
            distance += Math.abs(sum);
        }
        return count == 0 ? 0 : distance / count;
    }
}
