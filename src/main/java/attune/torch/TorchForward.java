package attune.torch;

import attune.backend.FloatArrays;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's output for a batch, computed in libtorch: from features [utterance × size × frame] and mask [utterance ×
 * frame] to natural-log probabilities [utterance × label × frame]. The parameters go to the device with each batch, so the
 * output is that of the network as it is now, and nothing stays there; to a card that takes a few milliseconds.
 */
record TorchForward(Mirror mirror, Room room) implements BinaryOperator<INDArray> {

    @Override
    public INDArray apply(INDArray features, INDArray mask) {
        Utterances batch = Utterances.of(features, mask, new int[0][]);
        int utterances = batch.lengths().length;
        float[] padded = room.compute(() -> {
            Pass pass = Pass.forInference(room, Packing.of(batch.lengths(), 0, utterances));
            Tensor packed = pass.pack(room.copy(batch.features(), batch.rows(), batch.size()));
            Tensor logProbs = mirror.run(packed, this::parameters, pass).log_softmax(1);
            return Room.values(room.zeros(batch.rows(), logProbs.size(1)).index_copy(0, pass.rows, logProbs));
        });
        return FloatArrays.of(padded, features.size(2), utterances, padded.length / batch.rows())
                .permute(1, 2, 0);
    }

    private Tensor parameters(Mirror.Vertex vertex) {
        INDArray host = vertex.parameters();
        return host == null ? room.zeros(0) : room.copy(host, host.length());
    }
}
