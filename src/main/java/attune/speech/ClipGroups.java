package attune.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which clips go through the network together. The last digits of a clip's log-probabilities depend on the other clips
 * of its batches, so clips that are transcribed in several places give the same bits as in one only if groups stay
 * together. A group is every 128 clips of a list, without those that are longer than four minutes, which go through
 * alone.
 */
public final class ClipGroups {
    /** Enough for full batches; two groups are held at a time. */
    private static final int CLIPS_AT_ONCE = 128;

    /** How much of one clip may wait for its group: 8 MB of features. */
    static final double SECONDS_WAITING = 240;

    /** A clip may turn out to be a little shorter than its manifest says. */
    private static final double ALONE_SECONDS = SECONDS_WAITING + 1;

    private ClipGroups() {}

    /**
     * Divides a list into groups.
     *
     * @param seconds the length of each clip, 0 where it cannot be read
     * @return the numbers of the clips in each group, from 0, ascending; the clips that go alone come last
     */
    public static List<int[]> of(double[] seconds) {
        List<int[]> groups = new ArrayList<>();
        for (int from = 0; from < seconds.length; from += CLIPS_AT_ONCE) {
            int[] together = IntStream.range(from, Math.min(seconds.length, from + CLIPS_AT_ONCE))
                    .filter(clip -> !isAlone(seconds[clip]))
                    .toArray();
            if (together.length > 0) {
                groups.add(together);
            }
        }
        IntStream.range(0, seconds.length)
                .filter(clip -> isAlone(seconds[clip]))
                .forEach(clip -> groups.add(new int[] {clip}));
        return groups;
    }

    /**
     * Where some of these groups end in the list of their clips, for {@link Transcriber}; clips that go alone are read
     * many at a time all the same.
     *
     * @param groups any of a list, in their order
     * @param seconds the length of each clip of the list
     * @return ascending, the last one the number of clips
     */
    public static int[] ends(List<int[]> groups, double[] seconds) {
        List<int[]> together =
                groups.stream().filter(group -> !isAlone(seconds[group[0]])).toList();
        int[] ends = ends(together);
        int from = ends.length == 0 ? 0 : ends[ends.length - 1];
        return IntStream.concat(
                        Arrays.stream(ends),
                        Arrays.stream(ends(groups.size() - together.size())).map(end -> from + end))
                .toArray();
    }

    /**
     * The same with each clip that goes alone read by itself, for those that keep more of a clip than its text.
     *
     * @param groups any of a list, in their order
     * @return ascending, the last one the number of clips
     */
    public static int[] ends(List<int[]> groups) {
        int[] ends = groups.stream().mapToInt(group -> group.length).toArray();
        Arrays.parallelPrefix(ends, Integer::sum);
        return ends;
    }

    /**
     * Where the groups of a whole list end in it; clips that go alone may be among the others.
     *
     * @param clips their number
     * @return ascending, the last one the number of clips
     */
    public static int[] ends(int clips) {
        return IntStream.rangeClosed(1, (clips + CLIPS_AT_ONCE - 1) / CLIPS_AT_ONCE)
                .map(group -> Math.min(clips, group * CLIPS_AT_ONCE))
                .toArray();
    }

    private static boolean isAlone(double seconds) {
        return seconds > ALONE_SECONDS;
    }
}
