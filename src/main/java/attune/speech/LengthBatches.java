package attune.speech;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Divides clips into batches of which all together take the least work. Every clip of a batch costs as much as its
 * longest, and a batch something by itself: at each frame the recurrent weights are read once, however many clips there
 * are.
 */
final class LengthBatches {
    /** Frames in a batch, padding included: bounds memory, yet fills the matrix products. */
    static final int FRAMES = 4000;

    static final int CLIPS = 32;

    /** What a batch costs besides its clips, in clips: of 0, 1, 2 and 4 the fastest for 8 to 64 clips of 1 to 12 s. */
    private static final int CLIPS_WORTH_A_BATCH = 2;

    private LengthBatches() {}

    /**
     * Divides clips.
     *
     * @param frames of each clip, shortest first
     * @return behind which clips the batches end, the last behind all
     */
    static List<Integer> ends(int[] frames) {
        long[] work = new long[frames.length + 1]; // for all clips before this one
        int[] starts = new int[frames.length + 1]; // of the last batch for them
        for (int end = 1; end <= frames.length; end++) {
            work[end] = Long.MAX_VALUE;
            for (int start = end - 1; start >= 0 && fits(end - start, frames[end - 1]); start--) {
                long all = work[start] + (long) frames[end - 1] * (end - start + CLIPS_WORTH_A_BATCH);
                if (all < work[end]) {
                    work[end] = all;
                    starts[end] = start;
                }
            }
        }
        List<Integer> ends = new ArrayList<>();
        for (int end = frames.length; end > 0; end = starts[end]) {
            ends.add(end);
        }
        Collections.reverse(ends);
        return ends;
    }

    private static boolean fits(int clips, long longest) {
        return clips == 1 || (clips <= CLIPS && clips * longest <= FRAMES);
    }
}
