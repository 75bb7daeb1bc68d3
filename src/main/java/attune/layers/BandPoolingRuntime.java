package attune.layers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import attune.layers.kernel.PoolingKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Max;
import org.nd4j.linalg.factory.Nd4j;

/** The runtime of {@link BandPooling}. */
final class BandPoolingRuntime extends SequenceRuntime<BandPooling> {
    private static final long serialVersionUID = 1L;

    /** Of the last forward pass for training, for its gradient. */
    private transient @Nullable INDArray output;

    BandPoolingRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray x = batchMajorInput(training, workspaces);
        INDArray y = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {x.size(0), x.size(1), layerConf().getNOut()},
                'c');
        Optional<PoolingKernel> kernel = dataType == DataType.FLOAT ? PoolingKernel.here() : Optional.empty();
        BatchMajor.share(
                x, y, kernel.isPresent() ? (some, to) -> kernel.get().maxima(windows(some), some, to) : this::maxima);
        output = training ? y : null;
        return BatchMajor.asDl4j(y);
    }

    private PoolingKernel.Windows windows(INDArray x) {
        BandFrame frame = layerConf().frame();
        return new PoolingKernel.Windows(
                x.size(0),
                x.size(1) * frame.rows(),
                frame.bands(),
                frame.channels(),
                layerConf().windowRows(),
                layerConf().windowBands());
    }

    private void maxima(INDArray x, INDArray y) {
        List<INDArray> corners = corners(x);
        INDArray greatest = pictures(y);
        greatest.assign(corners.get(0));
        for (INDArray corner : corners.subList(1, corners.size())) {
            Nd4j.getExecutioner().exec(new Max(greatest, corner, greatest));
        }
    }

    /** The first of several equal values gets the gradient. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (output == null) {
            throw new IllegalStateException("backward without a forward pass for training " + layerId());
        }
        INDArray x = batchMajorInput(true, workspaces);
        INDArray left = pictures(BatchMajor.copy(epsilon, maskArray, ArrayType.BP_WORKING_MEM, workspaces));
        INDArray dx = workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, dataType, x.shape().clone(), 'c');
        List<INDArray> values = corners(x);
        List<INDArray> gradients = corners(dx);
        INDArray greatest = pictures(output);
        for (int corner = 0; corner < values.size(); corner++) {
            INDArray share = values.get(corner).eq(greatest).castTo(dataType).muli(left);
            gradients.get(corner).assign(share);
            left.subi(share);
        }
        output = null;
        return new Pair<>(new DefaultGradient(), BatchMajor.asDl4j(dx));
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }

    /** Views of the values at each place of the windows, [picture·row × band × channel]. */
    private List<INDArray> corners(INDArray x) {
        BandFrame to =
                layerConf().frame().pooled(layerConf().windowRows(), layerConf().windowBands());
        INDArray windows = x.reshape(
                'c',
                x.size(0) * x.size(1) * to.rows(),
                layerConf().windowRows(),
                to.bands(),
                layerConf().windowBands(),
                to.channels());
        List<INDArray> corners = new ArrayList<>();
        for (int row = 0; row < layerConf().windowRows(); row++) {
            for (int band = 0; band < layerConf().windowBands(); band++) {
                corners.add(windows.get(all(), point(row), all(), point(band), all()));
            }
        }
        return corners;
    }

    private INDArray pictures(INDArray y) {
        BandFrame to =
                layerConf().frame().pooled(layerConf().windowRows(), layerConf().windowBands());
        return y.reshape('c', y.size(0) * y.size(1) * to.rows(), to.bands(), to.channels());
    }
}
