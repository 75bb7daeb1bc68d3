package attune.torch;

import attune.backend.FloatArrays;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's output for a batch, computed in libtorch: from features [utterance × size × frame] and mask [utterance ×
 * frame] to natural-log probabilities [utterance × label × frame]. The parameters go to the device with each batch, so the
 * output is that of the network as it is now, and nothing stays there; to a card that takes a few milliseconds. A batch that
 * the memory does not hold is computed in parts.
 */
record TorchForward(Mirror mirror, Room room, Division division) implements BinaryOperator<INDArray> {

    @Override
    public INDArray apply(INDArray features, INDArray mask) {
        Utterances batch = Utterances.of(features, mask, new int[0][]);
        int utterances = batch.lengths().length;
        float[] padded = division.run(utterances, parts -> room.compute(() -> logProbs(batch, parts)), parts -> {});
        return FloatArrays.of(padded, features.size(2), utterances, padded.length / batch.rows())
                .permute(1, 2, 0);
    }

    /** [frame · utterance × label] of the batch, zeros in its padding. */
    private float[] logProbs(Utterances batch, int parts) {
        Tensor features = room.copy(batch.features(), batch.rows(), batch.size());
        float[] padded = {};
        int utterances = batch.lengths().length;
        for (int part = 0; part < parts; part++) {
            Packing packing = Packing.of(batch.lengths(), utterances * part / parts, utterances * (part + 1) / parts);
            try (PointerScope scope = new PointerScope()) { // a part's activations go before the next comes
                Pass pass = Pass.forInference(room, packing);
                Tensor logProbs =
                        mirror.run(pass.pack(features), this::parameters, pass).log_softmax(1);
                int labels = (int) logProbs.size(1);
                padded = part == 0 ? new float[Math.toIntExact(batch.rows() * labels)] : padded;
                float[] values = Room.values(logProbs);
                for (int i = 0; i < packing.rows().length; i++) {
                    System.arraycopy(values, i * labels, padded, (int) packing.rows()[i] * labels, labels);
                }
            }
        }
        return padded;
    }

    private Tensor parameters(Mirror.Vertex vertex) {
        INDArray host = vertex.parameters();
        return host == null ? room.zeros(0) : room.copy(host, host.length());
    }
}
