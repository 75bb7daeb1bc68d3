package attune.layers.kernel;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The kernel in ND4J operations: any data type, any backend, and simple enough to check by eye. Slow on a CPU, where
 * the overhead of its many small operations exceeds the arithmetic.
 */
final class PortableKernel implements RecurrentKernel {

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public Pass forward(Sequences x, LstmWeights weights, INDArray y, Mode mode) {
        try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            LstmState zero = LstmState.zero(x.values().dataType(), x.utterances(), weights.units());
            return new PortablePass(zero, x, weights, y, mode.training());
        }
    }

    @Override
    public void goOn(LstmState state, Sequences x, LstmWeights weights, INDArray y) {
        x.requireEndless();
        try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            PortablePass pass = new PortablePass(state, x, weights, y, false);
            state.output().assign(pass.h);
            state.cell().assign(pass.c);
        }
    }

    private static final class PortablePass implements Pass {
        private final Sequences x;
        private final LstmWeights weights;
        private final INDArray packed;
        private final List<Step> steps = new ArrayList<>();
        private INDArray h;
        private INDArray c;

        PortablePass(LstmState start, Sequences x, LstmWeights weights, INDArray y, boolean training) {
            this.x = x;
            this.weights = weights;
            packed = pack(x);
            h = start.output();
            c = start.cell();
            INDArray outputs = Nd4j.create(h.dataType(), x.frames(), x.utterances(), weights.units());
            for (int t = 0; t < x.frames(); t++) {
                Step step = new Step(packed.get(point(t), all(), all()), h, c, weights);
                h = step.h;
                c = step.c;
                outputs.put(new INDArrayIndex[] {point(t), all(), all()}, h);
                if (training) {
                    steps.add(step);
                }
            }
            unpack(outputs, x.over(y));
        }

        @Override
        public void backward(INDArray dy, LstmWeights gradients, INDArray dx) {
            try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                INDArray dyPacked = pack(x.over(dy));
                INDArray dxPacked = packed.ulike();
                INDArray dh = zeros(weights.units());
                INDArray dc = zeros(weights.units());
                gradients.input().assign(0);
                gradients.recurrent().assign(0);
                gradients.bias().assign(0);
                for (int t = x.frames() - 1; t >= 0; t--) {
                    Step step = steps.get(t);
                    dh = dyPacked.get(point(t), all(), all()).add(dh);
                    INDArray dGates = step.backward(dh, dc);
                    dc = step.dcBefore(dh, dc);
                    gradients.input().addi(step.x.transpose().mmul(dGates));
                    gradients.recurrent().addi(step.hBefore.transpose().mmul(dGates));
                    gradients.bias().addi(dGates.sum(0).reshape(gradients.bias().shape()));
                    dh = dGates.mmul(weights.recurrent().transpose());
                    dxPacked.put(
                            new INDArrayIndex[] {point(t), all(), all()},
                            dGates.mmul(weights.input().transpose()));
                }
                unpack(dxPacked, x.over(dx));
            }
        }

        @Override
        public void close() {
            steps.clear();
        }

        private INDArray zeros(int size) {
            return Nd4j.zeros(x.values().dataType(), x.utterances(), size);
        }
    }

    /** One time step: the gates' values and the state before and after. All [utterance × units]. */
    private static final class Step {
        final INDArray x;
        final INDArray hBefore;
        final INDArray cBefore;
        final INDArray i;
        final INDArray f;
        final INDArray g;
        final INDArray o;
        final INDArray c;
        final INDArray h;
        private final INDArray tanhC;

        Step(INDArray x, INDArray hBefore, INDArray cBefore, LstmWeights weights) {
            this.x = x;
            this.hBefore = hBefore;
            this.cBefore = cBefore;
            int units = weights.units();
            INDArray z = x.mmul(weights.input())
                    .addi(hBefore.mmul(weights.recurrent()))
                    .addiRowVector(weights.bias());
            i = Transforms.sigmoid(gate(z, 0, units), false);
            f = Transforms.sigmoid(gate(z, 1, units), false);
            g = Transforms.tanh(gate(z, 2, units), false);
            o = Transforms.sigmoid(gate(z, 3, units), false);
            c = f.mul(cBefore).addi(i.mul(g));
            tanhC = Transforms.tanh(c, true);
            h = o.mul(tanhC);
        }

        /** The gradient of the gates' inputs, [utterance × 4·units]. */
        INDArray backward(INDArray dh, INDArray dc) {
            INDArray dcTotal = dcTotal(dh, dc);
            INDArray di = dcTotal.mul(g).muli(i).muli(i.rsub(1));
            INDArray df = dcTotal.mul(cBefore).muli(f).muli(f.rsub(1));
            INDArray dg = dcTotal.mul(i).muli(g.mul(g).rsubi(1));
            INDArray dO = dh.mul(tanhC).muli(o).muli(o.rsub(1));
            return Nd4j.concat(1, di, df, dg, dO);
        }

        INDArray dcBefore(INDArray dh, INDArray dc) {
            return dcTotal(dh, dc).mul(f);
        }

        private INDArray dcTotal(INDArray dh, INDArray dc) {
            return dh.mul(o).muli(tanhC.mul(tanhC).rsubi(1)).addi(dc);
        }

        private static INDArray gate(INDArray z, int gate, int units) {
            return z.get(all(), interval(gate * units, (gate + 1) * units)).dup();
        }
    }

    /** The batch in the kernel's direction, padding zeroed. */
    private static INDArray pack(Sequences from) {
        INDArray packed = Nd4j.zeros(from.values().dataType(), from.values().shape());
        move(from.values(), packed, from);
        return packed;
    }

    private static void unpack(INDArray packed, Sequences to) {
        to.values().assign(0);
        move(packed, to.values(), to);
    }

    private static int[] lastToFirst(int length) {
        return IntStream.range(0, length).map(t -> length - 1 - t).toArray();
    }

    /** The first frames of an utterance, [frame × size]. */
    private static INDArray frames(INDArray batch, int utterance, int length) {
        INDArray all = batch.tensorAlongDimension(utterance, 0, 2);
        return length == all.size(0) ? all : all.get(interval(0, length), all());
    }

    /** Reversal is its own inverse, so one loop serves both directions. */
    private static void move(INDArray from, INDArray to, Sequences batch) {
        for (int utterance = 0; utterance < batch.utterances(); utterance++) {
            int length = batch.lengths()[utterance];
            if (length == 0) {
                continue;
            }
            INDArray source = frames(from, utterance, length);
            INDArray target = frames(to, utterance, length);
            target.assign(batch.reversed() ? Nd4j.pullRows(source.dup('c'), 1, lastToFirst(length)) : source);
        }
    }
}
