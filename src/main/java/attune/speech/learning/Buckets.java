package attune.speech.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Divides clips into buckets by length: all batches of a bucket are padded to its longest clip, the same in every
 * epoch. The clips of a bucket can then be mixed freely, and a network meets few shapes, each of which costs tens of
 * milliseconds the first time. Fewer buckets are better for both; more buckets mean less padding.
 *
 * <p>Found by dynamic programming over the distinct lengths: the division with the least
 *
 * <pre>padded frames + price · buckets + min(price, {@value #FRAMES_OF_A_STEP}) · batches</pre>
 *
 * at the highest price at which no more than {@value #MOST_PADDING} of all frames are padding.
 */
final class Buckets {
    /** Share of frames that may be padding. */
    static final double MOST_PADDING = 0.08;

    /** Fixed cost of a training step, in frames: laying out weights, updating parameters. */
    private static final long FRAMES_OF_A_STEP = 100;

    /** A price at which a single bucket would win. */
    private static final long HIGHEST_PRICE = 1L << 40;

    private final BatchLimit limit;
    /** Distinct lengths, ascending; then how many clips are shorter than each, and their frames. */
    private final int[] length;

    private final long[] clipsBelow;
    private final long[] framesBelow;

    /**
     * A range of lengths.
     *
     * @param longest its longest clip, to which all are padded; the shortest is longer than the longest of the bucket
     *     before
     * @param clips number of clips in it
     * @param batches number of batches they make
     */
    record Bucket(int longest, int clips, int batches) {
        /** The size of a batch; sizes differ by one at most. */
        int size(int batch) {
            return clips / batches + (batch < clips % batches ? 1 : 0);
        }
    }

    /** How many clips of a length may be in a batch. */
    record BatchLimit(int clips, long frames) {
        int at(int longest) {
            return (int) Math.max(1, Math.min(clips, frames / Math.max(1, longest)));
        }
    }

    Buckets(int[] lengths, BatchLimit limit) {
        this.limit = limit;
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (int frames : lengths) {
            counts.merge(frames, 1, Integer::sum);
        }
        length = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
        clipsBelow = new long[length.length + 1];
        framesBelow = new long[length.length + 1];
        for (int i = 0; i < length.length; i++) {
            int clips = counts.getOrDefault(length[i], 0);
            clipsBelow[i + 1] = clipsBelow[i] + clips;
            framesBelow[i + 1] = framesBelow[i] + (long) clips * length[i];
        }
    }

    /** The buckets of clips of these lengths, the shortest first. */
    static List<Bucket> of(int[] lengths, BatchLimit limit) {
        Buckets all = new Buckets(lengths, limit);
        long price = HIGHEST_PRICE;
        List<Bucket> best = all.best(price);
        while (price > 0 && all.padding(best) > all.mostPadding()) {
            price /= 2;
            best = all.best(price);
        }
        return best;
    }

    /** The cheapest division at a price, whatever its total padding. */
    List<Bucket> best(long price) {
        int[] start = new int[length.length + 1];
        long[] cost = new long[length.length + 1];
        for (int end = 1; end <= length.length; end++) {
            cost[end] = Long.MAX_VALUE;
            for (int from = end - 1; from >= 0; from--) {
                long padding = padding(from, end);
                if (padding > mostPadding()) {
                    break; // and still more from further below
                }
                long batches = batches(from, end);
                long all = cost[from] + padding + price + Math.min(price, FRAMES_OF_A_STEP) * batches;
                if (all < cost[end]) {
                    cost[end] = all;
                    start[end] = from;
                }
            }
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int end = length.length; end > 0; end = start[end]) {
            int from = start[end];
            buckets.add(0, new Bucket(length[end - 1], clips(from, end), batches(from, end)));
        }
        return buckets;
    }

    /** The most frames that may be padding: p / (p + real) ≤ the share. */
    private double mostPadding() {
        return framesBelow[length.length] * MOST_PADDING / (1 - MOST_PADDING);
    }

    private long padding(List<Bucket> buckets) {
        long padded = buckets.stream()
                .mapToLong(bucket -> (long) bucket.clips * bucket.longest)
                .sum();
        return padded - framesBelow[length.length];
    }

    private long padding(int from, int end) {
        return (long) clips(from, end) * length[end - 1] - (framesBelow[end] - framesBelow[from]);
    }

    private int clips(int from, int end) {
        return (int) (clipsBelow[end] - clipsBelow[from]);
    }

    private int batches(int from, int end) {
        int size = limit.at(length[end - 1]);
        return (clips(from, end) + size - 1) / size;
    }
}
