package attune.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Divides the utterances of a batch among the cores of a pass, and adds up their gradients. For layers too narrow for
 * several cores to share each product.
 */
final class DividedKernel {
    /** Fewer utterances make the products too thin to be worth a core. */
    private static final int LEAST_UTTERANCES = 4;

    private final RecurrentKernel kernel;

    DividedKernel(RecurrentKernel kernel) {
        this.kernel = kernel;
    }

    /** Into how many parts a batch is divided; 1 if it is not. */
    static int parts(Sequences batch, int cores) {
        // Of a slice of columns with a single frame, ND4J gives an empty array for any utterances but the first.
        return batch.frames() == 1 ? 1 : Math.max(1, Math.min(cores, batch.utterances() / LEAST_UTTERANCES));
    }

    RecurrentKernel.Pass forward(Sequences x, LstmWeights weights, INDArray y, RecurrentKernel.Mode mode) {
        int parts = parts(x, mode.cores());
        List<Sequences> inputs = divide(x, parts);
        List<Sequences> outputs = divide(x.over(y), parts);
        RecurrentKernel.Mode oneCore = new RecurrentKernel.Mode(mode.training(), 1);
        return new DividedPass(
                x,
                SideBySide.open(
                        parts,
                        part -> kernel.forward(
                                inputs.get(part), weights, outputs.get(part).values(), oneCore)));
    }

    private static List<Sequences> divide(Sequences batch, int parts) {
        List<Sequences> divided = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            divided.add(batch.utterances(batch.utterances() * part / parts, batch.utterances() * (part + 1) / parts));
        }
        return divided;
    }

    private record DividedPass(Sequences x, List<RecurrentKernel.Pass> parts) implements RecurrentKernel.Pass {

        @Override
        public void backward(INDArray dy, LstmWeights gradients, INDArray dx) {
            List<Sequences> dys = divide(x.over(dy), parts.size());
            List<Sequences> dxs = divide(x.over(dx), parts.size());
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                List<LstmWeights> gradientsOfParts = IntStream.range(0, parts.size())
                        .mapToObj(part -> part == 0 ? gradients : gradients.like())
                        .toList();
                SideBySide.run(
                        parts.size(),
                        part -> parts.get(part)
                                .backward(
                                        dys.get(part).values(),
                                        gradientsOfParts.get(part),
                                        dxs.get(part).values()));
                for (LstmWeights more : gradientsOfParts.subList(1, parts.size())) {
                    gradients.add(more);
                    more.free();
                }
            }
        }

        @Override
        public void close() {
            parts.forEach(RecurrentKernel.Pass::close);
        }
    }
}
