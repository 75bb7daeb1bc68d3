package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClipGroupsTest {
    private static double[] seconds(int clips) {
        double[] seconds = new double[clips];
        Arrays.fill(seconds, 5);
        return seconds;
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    @Test
    void aGroupIsEvery128Clips() {
        assertThat(ClipGroups.of(seconds(300))).containsExactly(range(0, 128), range(128, 256), range(256, 300));
        assertThat(ClipGroups.ends(300)).containsExactly(128, 256, 300);
        assertThat(ClipGroups.ends(256)).containsExactly(128, 256);
        assertThat(ClipGroups.ends(0)).isEmpty();
        assertThat(ClipGroups.of(new double[0])).isEmpty();
    }

    /** Those in between do not move up: the others' groups are as if the long ones were among them. */
    @Test
    void longClipsGoAloneAndComeLast() {
        double[] seconds = seconds(200);
        seconds[3] = 3600;
        seconds[150] = 242;
        seconds[151] = 241; // may be a little shorter than four minutes

        List<int[]> groups = ClipGroups.of(seconds);

        assertThat(groups).hasSize(4);
        assertThat(groups.get(0)).hasSize(127).doesNotContain(3).endsWith(127);
        assertThat(groups.get(1)).hasSize(71).contains(151).doesNotContain(150);
        assertThat(groups.subList(2, 4)).containsExactly(new int[] {3}, new int[] {150});
    }

    @Test
    void groupsEndWhereTheirClipsDo() {
        double[] seconds = seconds(300);
        Arrays.fill(seconds, 100, 290, 600);
        List<int[]> groups = ClipGroups.of(seconds);

        assertThat(groups).hasSize(2 + 190);
        assertThat(ClipGroups.ends(groups, seconds)).containsExactly(100, 110, 110 + 128, 300);
        assertThat(ClipGroups.ends(groups.subList(1, 4), seconds)).containsExactly(10, 12);
        assertThat(ClipGroups.ends(groups.subList(2, 4), seconds)).containsExactly(2);
        assertThat(ClipGroups.ends(List.of(), seconds)).isEmpty();
    }
}
