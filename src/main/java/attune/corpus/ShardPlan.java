package attune.corpus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Divides clips into shards of about the same work: the longest first, each into the emptiest shard, so that the fullest
 * is at most 4/3 of the best possible (Graham, Bounds on Multiprocessing Timing Anomalies, 1969). The same lengths in the
 * same order give the same shards on every machine. Shards, like clips, are numbered from 0, and each keeps its clips in
 * the order given. Arrays of numbers only, 8 bytes a clip: a plan of millions of clips fits any machine.
 */
public final class ShardPlan {
    /** What a clip costs besides its sound: a file to open, its share of a batch. */
    private static final double SECONDS_OF_A_CLIP = 1;

    private final int[] shardOf;
    /** All clips, those of shard 0 first. */
    private final int[] members;
    /** Where the clips of each shard begin among the members; one more for the end. */
    private final int[] starts;

    private ShardPlan(int[] shardOf, int shards) {
        this.shardOf = shardOf;
        this.members = new int[shardOf.length];
        this.starts = new int[shards + 1];
        for (int shard : shardOf) {
            starts[shard + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        for (int clip = 0; clip < shardOf.length; clip++) {
            members[next[shardOf[clip]]++] = clip;
        }
    }

    /**
     * A given number of shards.
     *
     * @param seconds the length of each clip, 0 where it cannot be read
     * @param shards how many, at least 1; with fewer clips, some stay empty
     * @return the division
     */
    public static ShardPlan ofCount(double[] seconds, int shards) {
        if (shards < 1) {
            throw new IllegalArgumentException("at least one shard is needed, not " + shards);
        }
        return divide(seconds, shards, Double.POSITIVE_INFINITY);
    }

    /**
     * Shards of a given length. A clip that is longer is a shard of its own.
     *
     * @param seconds the length of each clip, 0 where it cannot be read
     * @param shardSeconds the length of a shard, positive; a clip counts one second more than it lasts
     * @return the division, into at least one shard
     */
    public static ShardPlan ofLength(double[] seconds, double shardSeconds) {
        if (!(shardSeconds > 0)) {
            throw new IllegalArgumentException("the length of a shard must be positive, not " + shardSeconds);
        }
        int alone = 0;
        double together = 0;
        for (double one : seconds) {
            if (cost(one) >= shardSeconds) {
                alone++;
            } else {
                together += cost(one);
            }
        }
        int shared = together == 0 ? 0 : Math.max(1, Math.toIntExact(Math.round(together / shardSeconds)));
        return divide(seconds, Math.max(1, alone + shared), shardSeconds);
    }

    /**
     * The lengths of clips, where they are known.
     *
     * @param utterances any
     * @return the length of each in seconds
     * @throws IllegalStateException if one is not known: {@link ClipDurations#fill} comes first
     */
    public static double[] seconds(List<Utterance> utterances) {
        return utterances.stream()
                .mapToDouble(one -> one.clip().knownDurationSeconds())
                .toArray();
    }

    private static ShardPlan divide(double[] seconds, int shards, double fullAt) {
        int[] shardOf = new int[seconds.length];
        double[] filled = new double[shards];
        PriorityQueue<Integer> emptiest = new PriorityQueue<>(
                Comparator.<Integer>comparingDouble(shard -> filled[shard]).thenComparing(shard -> shard));
        for (int shard = 0; shard < shards; shard++) {
            emptiest.add(shard);
        }
        for (long key : longestFirst(seconds)) {
            int clip = (int) key;
            int shard = emptiest.remove();
            shardOf[clip] = shard;
            filled[shard] += cost(seconds[clip]);
            if (cost(seconds[clip]) < fullAt || emptiest.isEmpty()) {
                emptiest.add(shard);
            }
        }
        return new ShardPlan(shardOf, shards);
    }

    /** Clips in the lower 32 bits, below bits that fall as the length grows; clips of like length stay in order. */
    private static long[] longestFirst(double[] seconds) {
        long[] keys = new long[seconds.length];
        for (int clip = 0; clip < keys.length; clip++) {
            int length = Float.floatToIntBits((float) cost(seconds[clip])); // of positive numbers, in their order
            keys[clip] = (long) (Integer.MAX_VALUE - length) << 32 | clip;
        }
        Arrays.parallelSort(keys);
        return keys;
    }

    private static double cost(double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a clip cannot last " + seconds + " seconds");
        }
        return seconds + SECONDS_OF_A_CLIP;
    }

    /**
     * The number of shards.
     *
     * @return at least 1
     */
    public int shards() {
        return starts.length - 1;
    }

    /**
     * The number of clips.
     *
     * @return those of all shards
     */
    public int clips() {
        return shardOf.length;
    }

    /**
     * Where a clip is.
     *
     * @param clip its number, from 0
     * @return the number of its shard, from 0
     */
    public int shardOf(int clip) {
        return shardOf[clip];
    }

    /**
     * The clips of a shard.
     *
     * @param shard its number, from 0
     * @return their numbers, ascending
     */
    public int[] clipsOf(int shard) {
        return Arrays.copyOfRange(members, starts[shard], starts[shard + 1]);
    }

    /**
     * The clips of a shard themselves.
     *
     * @param shard its number, from 0
     * @param clips what was divided, in the same order
     * @param <T> what a clip is to the caller
     * @return those of the shard, in the same order
     */
    public <T> List<T> of(int shard, List<T> clips) {
        if (clips.size() != shardOf.length) {
            throw new IllegalArgumentException("the plan is for " + shardOf.length + " clips, not for " + clips.size());
        }
        return Arrays.stream(clipsOf(shard)).mapToObj(clips::get).toList();
    }
}
