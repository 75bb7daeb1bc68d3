package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardPlanTest {

    /** By hand: costs of 9, 7, 6, 5, 2 and 2 go to the first, second, second, first, second and first shard. */
    @Test
    void putsTheLongestFirstIntoTheEmptiest() {
        ShardPlan plan = ShardPlan.ofCount(new double[] {8, 5, 1, 6, 4, 1}, 2);

        assertThat(plan.clipsOf(0)).containsExactly(0, 4, 5);
        assertThat(plan.clipsOf(1)).containsExactly(1, 2, 3);
    }

    @Test
    void keepsEachShardInTheOrderGiven() {
        double[] seconds = lengths(1, 500);
        ShardPlan plan = ShardPlan.ofCount(seconds, 7);

        for (int shard = 0; shard < plan.shards(); shard++) {
            assertThat(plan.clipsOf(shard)).isSorted();
        }
    }

    @Test
    void givesEveryClipToOneShard() {
        for (int seed = 0; seed < 20; seed++) {
            double[] seconds = lengths(seed, 50 + 37 * seed);
            ShardPlan plan = ShardPlan.ofCount(seconds, 1 + seed);

            int[] all = IntStream.range(0, plan.shards())
                    .flatMap(shard -> Arrays.stream(plan.clipsOf(shard)))
                    .sorted()
                    .toArray();

            assertThat(all)
                    .as("seed " + seed)
                    .containsExactly(IntStream.range(0, seconds.length).toArray());
        }
    }

    /** An emptiest shard gets the next clip, so the fullest leads by at most the last clip that it got. */
    @Test
    void shardsDifferByNoMoreThanAClip() {
        for (int seed = 0; seed < 20; seed++) {
            double[] seconds = lengths(seed, 400);
            ShardPlan plan = ShardPlan.ofCount(seconds, 8);
            double[] costs = IntStream.range(0, 8)
                    .mapToDouble(shard -> cost(plan, shard, seconds))
                    .toArray();
            double fullest = Arrays.stream(costs).max().orElseThrow();
            double emptiest = Arrays.stream(costs).min().orElseThrow();

            assertThat(fullest - emptiest)
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(31); // the longest clip and its second
        }
    }

    @Test
    void clipsOfLikeLengthAreDealtInOrder() {
        ShardPlan plan = ShardPlan.ofCount(new double[] {2, 2, 2, 2, 2, 2}, 3);

        assertThat(IntStream.range(0, 6).map(plan::shardOf)).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void oneShardIsEverything() {
        assertThat(ShardPlan.ofCount(lengths(3, 9), 1).clipsOf(0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void moreShardsThanClipsLeaveSomeEmpty() {
        ShardPlan plan = ShardPlan.ofCount(new double[] {1, 9}, 4);

        assertThat(plan.clipsOf(0)).containsExactly(1);
        assertThat(plan.clipsOf(1)).containsExactly(0);
        assertThat(plan.clipsOf(3)).isEmpty();
    }

    @Test
    void aRecordingLongerThanAShardIsAlone() {
        double[] seconds = new double[101];
        Arrays.fill(seconds, 35);
        seconds[17] = 3600;
        seconds[60] = 599; // with its second, exactly a shard

        ShardPlan plan = ShardPlan.ofLength(seconds, 600);

        assertThat(plan.shards()).isEqualTo(2 + 6); // 99 clips of 36 seconds are 5.94 shards
        assertThat(plan.clipsOf(plan.shardOf(17))).containsExactly(17);
        assertThat(plan.clipsOf(plan.shardOf(60))).containsExactly(60);
    }

    @Test
    void aShardOfGivenLengthIsAboutThatLong() {
        double[] seconds = lengths(5, 2000);

        ShardPlan plan = ShardPlan.ofLength(seconds, 600);

        for (int shard = 0; shard < plan.shards(); shard++) {
            assertThat(cost(plan, shard, seconds)).isBetween(570.0, 630.0);
        }
    }

    @Test
    void nothingIsOneEmptyShard() {
        assertThat(ShardPlan.ofLength(new double[0], 3600).shards()).isEqualTo(1);
        assertThat(ShardPlan.ofCount(new double[0], 3).clips()).isZero();
    }

    @Test
    void picksWhatBelongsToAShard() {
        ShardPlan plan = ShardPlan.ofCount(new double[] {1, 9, 1}, 2);

        assertThat(plan.of(1, List.of("a", "b", "c"))).containsExactly("a", "c");
        assertThatThrownBy(() -> plan.of(1, List.of("a"))).hasMessageContaining("3 clips, not for 1");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> ShardPlan.ofCount(new double[] {1}, 0)).hasMessageContaining("0");
        assertThatThrownBy(() -> ShardPlan.ofLength(new double[] {1}, Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> ShardPlan.ofCount(new double[] {-1}, 2)).hasMessageContaining("-1");
    }

    /** From a thirtieth of a second to thirty seconds. */
    private static double[] lengths(long seed, int clips) {
        Random random = new Random(seed);
        return IntStream.range(0, clips)
                .mapToDouble(i -> 30 * random.nextDouble() + 1 / 30.0)
                .map(s -> Math.min(30, s))
                .toArray();
    }

    private static double cost(ShardPlan plan, int shard, double[] seconds) {
        return Arrays.stream(plan.clipsOf(shard))
                .mapToDouble(clip -> seconds[clip] + 1)
                .sum();
    }
}
