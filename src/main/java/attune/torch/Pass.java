package attune.torch;

import attune.layers.SeededDropout;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * One pass of some examples of a batch through a network, on the device. Activations between layers are packed, [frame of an
 * utterance × size], or pictures, [picture × channel × row × column].
 */
final class Pass {
    /** The value of a step in a pass that is not for training. */
    private static final long NO_DROPOUT = -1;

    final Room room;
    final Packing packing;
    /** {@link Packing#rows} and {@link Packing#places} on the device. */
    final Tensor rows;

    final Tensor places;
    /** {@link Packing#sizes}, on the host. */
    final Tensor sizes;

    private final Map<String, Tensor> statistics = new HashMap<>();
    private final long batchRows;
    private final long dropoutStep;

    /**
     * A pass for training.
     *
     * @param packing which examples
     * @param batchRows frames of the batch times its examples, padding included
     * @param step the number of steps before this one, from which dropout draws
     */
    Pass(Room room, Packing packing, long batchRows, long step) {
        this.room = room;
        this.packing = packing;
        this.rows = room.copy(packing.rows());
        this.places = room.copy(packing.places());
        this.sizes = Room.hostCopy(packing.sizes());
        this.batchRows = batchRows;
        this.dropoutStep = step;
    }

    static Pass forInference(Room room, Packing packing) {
        return new Pass(room, packing, 0, NO_DROPOUT);
    }

    boolean training() {
        return dropoutStep != NO_DROPOUT;
    }

    /**
     * The network's input.
     *
     * @param batch all its frames [frame · example × size]
     * @param shape of one of them
     */
    Tensor input(Tensor batch, long[] shape) {
        long[] all = LongStream.concat(LongStream.of(-1), LongStream.of(shape)).toArray();
        return pack(batch).view(all);
    }

    /** The packed frames of a whole batch's rows [frame · utterance × size]. */
    private Tensor pack(Tensor batch) {
        return batch.index_select(0, rows);
    }

    /** Packed frames at their places among the pass's utterances [frame · utterance × size], zeros between. */
    Tensor unpack(Tensor packed) {
        return room.zeros((long) packing.frames() * packing.examples(), packed.size(1))
                .index_copy(0, places, packed);
    }

    /** Activations after dropout. The mask is that of the whole batch, padding included, as SeededDropout draws it. */
    Tensor drop(Tensor activations, SeededDropout dropout) {
        long size = activations.numel() / activations.size(0);
        Tensor mask = DropoutMask.of(dropout, dropoutStep, batchRows * size, room);
        return activations.mul(pack(mask.view(batchRows, size)).view_as(activations));
    }

    /** Notes what a layer's running statistics become if this pass's step is taken. */
    void note(String layer, Tensor next) {
        statistics.put(layer, next);
    }

    /** What was noted, by layer. */
    Map<String, Tensor> statistics() {
        return statistics;
    }
}
