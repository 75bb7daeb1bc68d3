package attune.layers;

import attune.layers.kernel.Kernels;
import attune.layers.kernel.LstmState;
import attune.layers.kernel.LstmWeights;
import attune.layers.kernel.RecurrentKernel;
import attune.layers.kernel.Sequences;
import attune.layers.kernel.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The runtime of a recurrent layer: makes DL4J's arrays time-major, runs the directions in parallel on the kernel, and
 * keeps the kernel's passes from the forward to the backward call.
 */
final class RecurrentRuntime extends SequenceRuntime<RecurrentLayer>
        implements org.deeplearning4j.nn.api.layers.RecurrentLayer {
    private static final long serialVersionUID = 1L;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final String OUTPUT = "output";
    private static final String CELL = "cell";

    private transient List<RecurrentKernel.Pass> passes = new ArrayList<>();
    /** The state from which the next stretch of live audio continues; absent at the start. */
    private transient @Nullable LstmState state;
    /** The weights of each direction if they are never trained. */
    private transient @Nullable List<LstmWeights> fixed;

    RecurrentRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    /** The weights of each direction, to be kept in a kernel's layout. */
    List<LstmWeights> fixedWeights() {
        return IntStream.range(0, directions())
                .mapToObj(way -> weights(way).fixed())
                .toList();
    }

    /** Uses these, the weights that it has, for good: it can no longer be trained. */
    void fix(List<LstmWeights> weights) {
        fixed = weights;
    }

    private LstmWeights weights(int way) {
        return fixed == null ? layerConf().initializer().weights(params, way) : fixed.get(way);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        if (training && fixed != null) {
            throw new IllegalStateException("shared weights are not trained " + layerId());
        }
        closePasses();
        Sequences x = batch(timeMajorInput(training, workspaces));
        long frames = x.values().size(0);
        long utterances = x.values().size(1);
        INDArray y = TimeMajor.create(
                ArrayType.ACTIVATIONS,
                workspaces,
                dataType,
                frames,
                utterances,
                layerConf().getNOut());
        RecurrentKernel kernel = Kernels.forType(dataType);
        RecurrentKernel.Mode mode = new RecurrentKernel.Mode(training, Math.max(1, CORES / directions()));
        passes.addAll(
                SideBySide.open(directions(), way -> kernel.forward(toward(way, x), weights(way), half(way, y), mode)));
        if (!training) {
            closePasses();
        }
        return TimeMajor.asDl4j(y);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (passes.isEmpty()) {
            throw new IllegalStateException("backward without a forward pass for training " + layerId());
        }
        INDArray dy = TimeMajor.of(epsilon, ArrayType.BP_WORKING_MEM, workspaces);
        INDArray[] dx = new INDArray[directions()];
        for (int way = 0; way < dx.length; way++) {
            ArrayType where = way == 0 ? ArrayType.ACTIVATION_GRAD : ArrayType.BP_WORKING_MEM;
            dx[way] = TimeMajor.create(
                    where,
                    workspaces,
                    dataType,
                    dy.size(0),
                    dy.size(1),
                    layerConf().getNIn());
        }
        SideBySide.run(
                directions(),
                way -> passes.get(way)
                        .backward(half(way, dy), layerConf().initializer().weights(gradientViews, way), dx[way]));
        closePasses();
        for (int way = 1; way < dx.length; way++) {
            Rowwise.add(TimeMajor.rows(dx[0]), TimeMajor.rows(dx[way]));
        }
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().putAll(gradientViews);
        return new Pair<>(gradient, TimeMajor.asDl4j(backpropDropOutIfPresent(dx[0])));
    }

    /** The next stretch, without padding; the state carries over from call to call. */
    @Override
    public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaces) {
        if (directions() > 1) {
            throw new UnsupportedOperationException("a bidirectional layer needs its whole input " + layerId());
        }
        setInput(input, workspaces);
        INDArray x = timeMajorInput(false, workspaces);
        int[] full = TimeMajor.lengths(null, x.size(1), x.size(0));
        INDArray y = TimeMajor.create(
                ArrayType.ACTIVATIONS,
                workspaces,
                dataType,
                x.size(0),
                x.size(1),
                layerConf().getNOut());
        LstmState goingOn = state == null ? LstmState.zero(dataType, x.size(1), y.size(2)) : state;
        Kernels.forType(dataType).goOn(goingOn, new Sequences(x, full, false), weights(0), y);
        state = goingOn;
        return TimeMajor.asDl4j(y);
    }

    /** The state itself, not a copy; empty at the start. */
    @Override
    public Map<String, INDArray> rnnGetPreviousState() {
        return state == null ? Map.of() : Map.of(OUTPUT, state.output(), CELL, state.cell());
    }

    @Override
    public void rnnSetPreviousState(Map<String, INDArray> map) {
        state = map.isEmpty() ? null : new LstmState(Slices.named(OUTPUT, map), Slices.named(CELL, map));
    }

    @Override
    public void rnnClearPreviousState() {
        state = null;
    }

    // DL4J's training in stretches (truncated backpropagation through time), which the trainer does not do.

    @Override
    public INDArray rnnActivateUsingStoredState(
            INDArray input, boolean training, boolean storeLast, LayerWorkspaceMgr workspaces) {
        throw noStretches();
    }

    @Override
    public Map<String, INDArray> rnnGetTBPTTState() {
        throw noStretches();
    }

    @Override
    public void rnnSetTBPTTState(Map<String, INDArray> map) {
        throw noStretches();
    }

    @Override
    public Pair<Gradient, INDArray> tbpttBackpropGradient(INDArray epsilon, int length, LayerWorkspaceMgr workspaces) {
        throw noStretches();
    }

    private static UnsupportedOperationException noStretches() {
        return new UnsupportedOperationException("this layer is trained on whole utterances");
    }

    @Override
    public void clear() {
        super.clear();
        closePasses();
    }

    private Sequences batch(INDArray timeMajor) {
        return new Sequences(timeMajor, TimeMajor.lengths(maskArray, timeMajor.size(1), timeMajor.size(0)), false);
    }

    private static Sequences toward(int way, Sequences x) {
        return new Sequences(x.values(), x.lengths(), way == 1);
    }

    /** The columns of an output array that belong to one direction. */
    private INDArray half(int way, INDArray wide) {
        if (directions() == 1) {
            return wide;
        }
        long units = wide.size(2) / 2;
        return wide.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(way * units, (way + 1) * units));
    }

    private int directions() {
        return layerConf().initializer().directions();
    }

    private void closePasses() {
        passes.forEach(RecurrentKernel.Pass::close);
        passes.clear();
    }
}
