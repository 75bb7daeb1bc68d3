package attune.training;

import attune.backend.HostMemory;
import attune.exchange.Exchange;
import attune.progress.Progress;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of the copies of a network that several ranks train together: which examples are its own, and how it stays equal to
 * the others. Either the ranks share each batch and add up its gradient, which gives what one rank would have computed
 * but for rounding, dropout's masks and the batches of batch normalisation; or each takes batches of its own for some
 * steps, after which the {@link BlockAverage} makes them equal. A rank that is alone takes all batches and exchanges
 * nothing.
 */
final class Replica {
    private final Exchange exchange;
    private final boolean inBlocks;
    private boolean stop;

    Replica(Exchange exchange, int blockSteps) {
        this.exchange = exchange;
        this.inBlocks = blockSteps > 0 && exchange.size() > 1;
    }

    boolean isAlone() {
        return exchange.size() == 1;
    }

    boolean leads() {
        return exchange.leads();
    }

    boolean inBlocks() {
        return inBlocks;
    }

    int ranks() {
        return exchange.size();
    }

    /** Number of batches that all ranks meet in a step of each. */
    int stride() {
        return inBlocks ? ranks() : 1;
    }

    /**
     * This rank's examples among the batches of a step.
     *
     * @param first of these batches; where an epoch has no batch left for a rank, its last batch is taken once more
     */
    Batch batch(Batches batches, int epoch, int first) {
        if (inBlocks) {
            return batches.get(epoch, Math.min(first + exchange.rank(), batches.perEpoch() - 1));
        }
        return isAlone() ? batches.get(epoch, first) : batches.part(epoch, first, exchange.rank(), ranks());
    }

    /** The number by which this rank draws in a step, so that no two ranks draw the same. */
    long draw(long step) {
        return inBlocks ? step + exchange.rank() : step * ranks() + exchange.rank();
    }

    /** Gives every rank the first one's state, whatever it began with. */
    TrainingState begin(TrainingState own, List<INDArray> arrays) {
        if (isAlone()) {
            return own;
        }
        for (INDArray array : arrays) {
            float[] values = new float[Math.toIntExact(array.length())];
            if (leads()) {
                HostMemory.floats(array).get(values);
            } else {
                Arrays.fill(values, -0f); // to which anything can be added without a bit lost, even a negative zero
            }
            exchange.sum(values);
            HostMemory.floats(array).put(values);
        }
        return TrainingState.of(exchange.tell(own.bytes()));
    }

    /**
     * Replaces arrays and numbers by their sums over all ranks, and learns whether any of them wants to stop.
     *
     * @param arrays of floats; the same bits on every rank afterwards
     * @param progress asked whether this rank is to stop
     * @param numbers to be summed, too
     * @return the sums of the numbers
     */
    double[] sum(List<INDArray> arrays, Progress progress, double... numbers) {
        long length = arrays.stream().mapToLong(INDArray::length).sum();
        float[] values = new float[Math.toIntExact(length + numbers.length + 1)];
        int at = 0;
        for (INDArray array : arrays) {
            FloatBuffer from = HostMemory.floats(array);
            int count = from.remaining();
            from.get(values, at, count);
            at += count;
        }
        int extra = at;
        for (int i = 0; i < numbers.length; i++) {
            values[extra + i] = (float) numbers[i];
        }
        values[values.length - 1] = progress.stopRequested() ? 1 : 0;
        exchange.sum(values);
        at = 0;
        for (INDArray array : arrays) {
            FloatBuffer into = HostMemory.floats(array);
            int count = into.remaining();
            into.put(values, at, count);
            at += count;
        }
        stop = values[values.length - 1] > 0;
        double[] sums = new double[numbers.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = values[extra + i];
        }
        return sums;
    }

    /** Whether to stop: what the ranks agreed on when they last met, since all must stop at the same step. */
    boolean stopRequested(Progress progress) {
        return isAlone() ? progress.stopRequested() : stop;
    }

    /** The score on every rank, if all have the same weights: each scores a part, or the first one all. */
    Scorer.Score score(Scorer scorer, ComputationGraph graph) {
        if (isAlone()) {
            return scorer.score(graph);
        }
        long own = crc(graph.params());
        long first = ByteBuffer.wrap(exchange.tell(
                        ByteBuffer.allocate(Long.BYTES).putLong(own).array()))
                .getLong();
        if (first != own) {
            throw new IllegalStateException("rank " + exchange.rank() + " has other weights than rank 0");
        }
        if (scorer instanceof DividedScorer divided) {
            float[] counts = divided.counts(graph, exchange.rank(), ranks());
            exchange.sum(counts);
            return divided.score(counts);
        }
        Scorer.Score score = leads() ? scorer.score(graph) : new Scorer.Score(0, "");
        byte[] told = exchange.tell(
                ByteBuffer.allocate(Double.BYTES).putDouble(score.value()).array());
        return leads() ? score : new Scorer.Score(ByteBuffer.wrap(told).getDouble(), "told");
    }

    private static long crc(INDArray parameters) {
        FloatBuffer values = HostMemory.floats(parameters);
        ByteBuffer bytes = ByteBuffer.allocate(FloatBlocks.LENGTH * Float.BYTES);
        CRC32 crc = new CRC32();
        while (values.hasRemaining()) {
            int count = Math.min(FloatBlocks.LENGTH, values.remaining());
            bytes.asFloatBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            crc.update(bytes.array(), 0, count * Float.BYTES);
        }
        return crc.getValue();
    }
}
