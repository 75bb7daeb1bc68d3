package attune.training;

import attune.progress.Progress;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Blockwise model-update filtering (Chen and Huo 2016, "Scalable training of deep learning machines by incremental block
 * training with intra-block parallel optimization and blockwise model-update filtering", ICASSP): after a block of steps
 * of their own, all ranks continue from the mean of their weights, carried on by a momentum of the mean's changes in
 * Nesterov's form. With N ranks the momentum is 1 − 1/N, since a mean moves about as far as one rank did.
 *
 * <p>Adam's moments and running statistics become their means. That also leaves all ranks in one state, so that the first
 * rank's checkpoint is that of all. Chen, Ding and Huo (2020, "Parallelizing Adam optimizer with blockwise model-update
 * filtering", ICASSP) carry the moments on along with the weights; that is not done here: over a block of 32 steps
 * Adam's mean forgets all but 3 % of what was before it, and its mean square keeps 97 %.
 */
final class BlockAverage {
    private final Replica replica;
    private final int steps;
    private final List<INDArray> weights;
    private final List<INDArray> all;
    private final List<INDArray> start;
    private final List<INDArray> momentum;
    private int taken;
    private int batches;

    /**
     * The average at the start of a run.
     *
     * @param replica this rank
     * @param steps in a block
     * @param optimizer whose state is averaged
     */
    BlockAverage(Replica replica, int steps, AdamW optimizer) {
        this.replica = replica;
        this.steps = steps;
        this.weights = optimizer.weights();
        this.all = optimizer.state();
        this.start = weights.stream().map(INDArray::like).toList();
        this.momentum = weights.stream().map(INDArray::like).toList();
    }

    /** What a checkpoint must hold besides the optimizer's state; kept even by a rank that is alone. */
    List<INDArray> state() {
        return momentum;
    }

    /** Begins at the weights as they are now. */
    void begin() {
        for (int i = 0; i < weights.size(); i++) {
            start.get(i).assign(weights.get(i));
        }
    }

    /**
     * Counts a step of each rank, and ends the block if it is long enough.
     *
     * @param met number of batches that all ranks met in it
     * @param epochEnds if the block must end now
     * @param progress asked whether to stop
     * @return number of batches since the last average; 0 if the block goes on, in which the ranks differ
     */
    int after(int met, boolean epochEnds, Progress progress) {
        taken++;
        batches += met;
        if (taken < steps && !epochEnds) {
            return 0;
        }
        average(progress);
        int ended = batches;
        taken = 0;
        batches = 0;
        return ended;
    }

    private void average(Progress progress) {
        replica.sum(all, progress);
        all.forEach(sum -> sum.divi(replica.ranks()));
        double kept = 1 - 1.0 / replica.ranks();
        for (int i = 0; i < weights.size(); i++) {
            try (INDArray change = weights.get(i).sub(start.get(i));
                    INDArray ahead = momentum.get(i).muli(kept).addi(change).mul(kept)) {
                start.get(i).addi(change).addi(ahead);
                weights.get(i).assign(start.get(i));
            }
        }
    }
}
