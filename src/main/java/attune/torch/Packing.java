package attune.torch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The frames of some utterances of a batch without their padding, in the order that libtorch's recurrent layers take: by
 * frame, the longest utterance first. So the backward direction starts at each utterance's own end, and no output depends
 * on padding or on the other utterances.
 *
 * @param rows where each frame is in the batch, frame · utterances of the batch + utterance
 * @param places where it is among these utterances alone, frame · {@link #examples} + utterance
 * @param sizes how many utterances have a frame at each time
 * @param lengths frames of each of these utterances, in the batch's order
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record Packing(long[] rows, long[] places, long[] sizes, int[] lengths) {

    /**
     * Packs.
     *
     * @param lengths frames of every utterance of the batch
     * @param from the first utterance to take
     * @param to the first one after them
     */
    static Packing of(int[] lengths, int from, int to) {
        int[] order = IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingInt(utterance -> -lengths[utterance])) // stable
                .mapToInt(Integer::intValue)
                .toArray();
        int frames = Arrays.stream(order).map(i -> lengths[i]).max().orElse(0);
        int total = Arrays.stream(order).map(i -> lengths[i]).sum();
        long[] rows = new long[total];
        long[] places = new long[total];
        long[] sizes = new long[frames];
        int at = 0;
        for (int frame = 0; frame < frames; frame++) {
            for (int i = 0; i < order.length && lengths[order[i]] > frame; i++) {
                rows[at] = (long) frame * lengths.length + order[i];
                places[at] = (long) frame * (to - from) + order[i] - from;
                at++;
                sizes[frame]++;
            }
        }
        return new Packing(rows, places, sizes, Arrays.copyOfRange(lengths, from, to));
    }

    /** The number of utterances, or of pictures, which have one frame each. */
    int examples() {
        return lengths.length;
    }

    int frames() {
        return sizes.length;
    }
}
