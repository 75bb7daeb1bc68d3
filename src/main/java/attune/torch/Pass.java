package attune.torch;

import attune.layers.SeededDropout;
import org.bytedeco.pytorch.Tensor;

/**
 * One pass of some utterances of a batch through a network, on the device. Activations between layers are packed, [frame of
 * an utterance × size].
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

    private final long batchRows;
    private final long dropoutStep;

    /**
     * A pass for training.
     *
     * @param packing which utterances
     * @param batchRows frames of the batch times its utterances, padding included
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

    /** The packed frames of a whole batch's rows [frame · utterance × size]. */
    Tensor pack(Tensor batch) {
        return batch.index_select(0, rows);
    }

    /** Packed frames at their places among the pass's utterances [frame · utterance × size], zeros between. */
    Tensor unpack(Tensor packed) {
        return room.zeros((long) packing.frames() * packing.utterances(), packed.size(1))
                .index_copy(0, places, packed);
    }

    /** Packed frames after dropout. The mask is that of the whole batch, padding included, as SeededDropout draws it. */
    Tensor drop(Tensor packed, SeededDropout dropout) {
        long size = packed.size(1);
        Tensor mask = DropoutMask.of(dropout, dropoutStep, batchRows * size, room);
        return packed.mul(pack(mask.view(batchRows, size)));
    }
}
