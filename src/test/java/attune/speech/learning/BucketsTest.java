package attune.speech.learning;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.learning.Buckets.BatchLimit;
import attune.speech.learning.Buckets.Bucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private static int[] lengths(SplittableRandom random, int clips, int longest) {
        return IntStream.range(0, clips).map(i -> 1 + random.nextInt(longest)).toArray();
    }

    private static double padding(int[] lengths, List<Bucket> buckets) {
        double padded = buckets.stream()
                .mapToDouble(bucket -> (double) bucket.clips() * bucket.longest())
                .sum();
        return 1 - Arrays.stream(lengths).asLongStream().sum() / padded;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100, 1000})
    void everyClipHasItsPlaceInABucketNotMuchLonger(int clips) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] lengths = lengths(random, clips, 1 + random.nextInt(1000));
            BatchLimit limit = new BatchLimit(1 + random.nextInt(32), 2000);
            List<Bucket> buckets = Buckets.of(lengths, limit);
            assertThat(padding(lengths, buckets)).as("seed %d", seed).isLessThanOrEqualTo(Buckets.MOST_PADDING);
            int[] sorted = Arrays.stream(lengths).sorted().toArray();
            int from = 0;
            for (Bucket bucket : buckets) {
                from += bucket.clips();
                assertThat(sorted[from - 1]).as("seed %d", seed).isEqualTo(bucket.longest());
                int[] sizes =
                        IntStream.range(0, bucket.batches()).map(bucket::size).toArray();
                assertThat(Arrays.stream(sizes).allMatch(size -> size >= 1 && size <= limit.at(bucket.longest())))
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(Arrays.stream(sizes).sum()).isEqualTo(bucket.clips());
                assertThat(Arrays.stream(sizes).max().orElse(0)
                                - Arrays.stream(sizes).min().orElse(0))
                        .isLessThanOrEqualTo(1);
            }
            assertThat(from).isEqualTo(clips);
        }
    }

    /** Every division of a few lengths is tried. */
    @Test
    void noDivisionIsCheaper() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] lengths = lengths(random, 2 + random.nextInt(12), 2 + random.nextInt(8));
            BatchLimit limit = new BatchLimit(1 + random.nextInt(4), 16);
            int[] distinct = Arrays.stream(lengths).distinct().sorted().toArray();
            for (long price : new long[] {0, 1, 3, 10, 100, 1000}) {
                long least = Long.MAX_VALUE;
                for (int cuts = 0; cuts < 1 << (distinct.length - 1); cuts++) {
                    least = Math.min(least, price(lengths, divide(lengths, distinct, cuts, limit), price));
                }
                List<Bucket> found = new Buckets(lengths, limit).best(price);
                assertThat(price(lengths, found, price))
                        .as("seed %d, price %d", seed, price)
                        .isEqualTo(least);
            }
        }
    }

    private static List<Bucket> divide(int[] lengths, int[] distinct, int cuts, BatchLimit limit) {
        List<Bucket> buckets = new ArrayList<>();
        int below = 0;
        for (int i = 0; i < distinct.length; i++) {
            if (i == distinct.length - 1 || (cuts >> i & 1) == 1) {
                int from = below;
                int to = distinct[i];
                int clips = (int) Arrays.stream(lengths)
                        .filter(length -> length > from && length <= to)
                        .count();
                buckets.add(new Bucket(to, clips, (clips + limit.at(to) - 1) / limit.at(to)));
                below = to;
            }
        }
        return buckets;
    }

    /** Padding, buckets and batches at their price; a bucket with more padding than all may have is ruled out. */
    private static long price(int[] lengths, List<Bucket> buckets, long price) {
        long real = Arrays.stream(lengths).asLongStream().sum();
        long sum = 0;
        int below = 0;
        for (Bucket bucket : buckets) {
            int from = below;
            long frames = Arrays.stream(lengths)
                    .filter(length -> length > from && length <= bucket.longest())
                    .asLongStream()
                    .sum();
            long padding = (long) bucket.clips() * bucket.longest() - frames;
            if (padding > real * Buckets.MOST_PADDING / (1 - Buckets.MOST_PADDING)) {
                return Long.MAX_VALUE;
            }
            sum += padding + price + Math.min(price, 100) * bucket.batches();
            below = bucket.longest();
        }
        return sum;
    }

    @Test
    void clipsOfOneLengthMakeOneBucketOfFullBatches() {
        int[] lengths = new int[37];
        Arrays.fill(lengths, 20);
        assertThat(Buckets.of(lengths, new BatchLimit(8, 2000))).containsExactly(new Bucket(20, 37, 5));
        Arrays.fill(lengths, 0);
        assertThat(Buckets.of(lengths, new BatchLimit(8, 2000))).containsExactly(new Bucket(0, 37, 5));
    }

    @Test
    void longClipsComeInSmallerBatches() {
        List<Bucket> buckets =
                Buckets.of(new int[] {10, 10, 10, 10, 500, 500, 500, 500, 5000}, new BatchLimit(4, 1000));
        assertThat(buckets).containsExactly(new Bucket(10, 4, 1), new Bucket(500, 4, 2), new Bucket(5000, 1, 1));
    }
}
