package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LengthBatchesTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void clipsOfLikeLengthStayTogetherAndOthersDoNot() {
        assertThat(LengthBatches.ends(new int[] {25, 26, 27, 28, 29, 200, 210, 220, 230}))
                .containsExactly(5, 9);
    }

    @Test
    void noDivisionTakesLessWork() {
        for (int round = 0; round < 50; round++) {
            int[] frames = lengths(1 + random.nextInt(9), 400);
            long least = Long.MAX_VALUE;
            for (int cuts = 0; cuts < 1 << (frames.length - 1); cuts++) {
                least = Math.min(least, work(frames, endsOf(cuts, frames.length)));
            }
            assertThat(work(frames, LengthBatches.ends(frames))).isEqualTo(least);
        }
    }

    @Test
    void aBatchIsBoundedButForAClipThatIsLongerThanThat() {
        int[] many = new int[1000];
        Arrays.fill(many, 10);
        assertThat(LengthBatches.ends(many)).hasSize(32).endsWith(1000);
        assertThat(LengthBatches.ends(new int[] {1999, 2000, 2000, 9000})).containsExactly(1, 3, 4);
        assertThat(LengthBatches.ends(new int[0])).isEmpty();
    }

    private int[] lengths(int clips, int longest) {
        return random.ints(clips, 1, longest).sorted().toArray();
    }

    /** What the class promises to make least, with a batch worth two clips. */
    private static long work(int[] frames, List<Integer> ends) {
        long work = 0;
        int start = 0;
        for (int end : ends) {
            work += frames[end - 1] * (end - start + 2L);
            start = end;
        }
        return work;
    }

    /** A division by the bits of a number: a batch ends behind each clip whose bit is set, and behind the last. */
    private static List<Integer> endsOf(int cuts, int clips) {
        List<Integer> ends = new ArrayList<>();
        for (int clip = 1; clip < clips; clip++) {
            if ((cuts >> (clip - 1) & 1) == 1) {
                ends.add(clip);
            }
        }
        ends.add(clips);
        return ends;
    }
}
