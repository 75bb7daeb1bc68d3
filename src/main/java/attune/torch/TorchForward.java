package attune.torch;

import attune.backend.FloatArrays;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's output for a batch, computed in libtorch. The parameters go to the device with each batch, so the output is that
 * of the network as it is now, and nothing stays there; to a card that takes a few milliseconds. A batch that the memory does
 * not hold is computed in parts.
 */
record TorchForward(Mirror mirror, UnaryOperator<Tensor> answer, Room room, Division division) {

    /** The output that the network's objective makes of it. */
    TorchForward(Mirror mirror, Room room, Division division) {
        this(mirror, mirror.objective()::answers, room, division);
    }

    /**
     * What a batch gives.
     *
     * @param values [frame · example × …], zeros in the padding
     * @param shape of a frame's
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    private record Answers(float[] values, long[] shape) {}

    /** For clips or pictures, as the features are. */
    INDArray output(INDArray features, @Nullable INDArray mask) {
        return features.rank() == 3 ? clips(features, mask) : pictures(features);
    }

    /**
     * The output for clips.
     *
     * @param features [utterance × size × frame]
     * @param mask [utterance × frame]; null if all are full length
     * @return natural-log probabilities [utterance × label × frame], or what else it answers, zeros in the padding
     */
    INDArray clips(INDArray features, @Nullable INDArray mask) {
        Examples batch = Examples.of(features, mask);
        Answers answers = answers(batch);
        return FloatArrays.of(answers.values, features.size(2), batch.count(), answers.shape[0])
                .permute(1, 2, 0);
    }

    /**
     * The output for pictures, or for what a trunk makes of them.
     *
     * @param features [picture × …]
     * @return probabilities [picture × class], or what else it answers
     */
    INDArray pictures(INDArray features) {
        Examples batch = Examples.of(features, null);
        Answers answers = answers(batch);
        long[] shape = LongStream.concat(LongStream.of(batch.count()), LongStream.of(answers.shape))
                .toArray();
        return FloatArrays.of(answers.values, shape);
    }

    private Answers answers(Examples batch) {
        return division.run(batch.count(), parts -> room.compute(() -> answers(batch, parts)), parts -> {});
    }

    private Answers answers(Examples batch, int parts) {
        Tensor features = room.copy(batch.features(), batch.rows(), batch.size());
        float[] padded = {};
        long[] shape = {};
        for (int part = 0; part < parts; part++) {
            Packing packing =
                    Packing.of(batch.lengths(), batch.count() * part / parts, batch.count() * (part + 1) / parts);
            try (PointerScope scope = new PointerScope()) { // a part's activations go before the next comes
                Pass pass = Pass.forInference(room, packing);
                Tensor input = pass.input(features, batch.shape());
                Tensor answers = answer.apply(mirror.run(input, this::parameters, pass));
                shape = LongStream.range(1, answers.dim()).map(answers::size).toArray();
                int size = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
                padded = part == 0 ? new float[Math.toIntExact(batch.rows() * size)] : padded;
                float[] values = Room.values(answers);
                for (int i = 0; i < packing.rows().length; i++) {
                    System.arraycopy(values, i * size, padded, (int) packing.rows()[i] * size, size);
                }
            }
        }
        return new Answers(padded, shape);
    }

    private Tensor parameters(Mirror.Vertex vertex) {
        INDArray host = vertex.parameters();
        return host == null ? room.zeros(0) : room.copy(host, host.length());
    }
}
