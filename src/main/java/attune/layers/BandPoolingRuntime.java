package attune.layers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import attune.layers.kernel.PoolingKernel;
import attune.layers.kernel.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Max;
import org.nd4j.linalg.factory.Nd4j;

/** The runtime of {@link BandPooling}. */
final class BandPoolingRuntime extends BandRuntime<BandPooling> {
    private static final long serialVersionUID = 1L;

    BandPoolingRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    void forward(INDArray x, INDArray y) {
        kernel().ifPresentOrElse(here -> here.maxima(windows(x), x, y), () -> maxima(x, y));
    }

    private Optional<PoolingKernel> kernel() {
        return dataType == DataType.FLOAT ? PoolingKernel.here() : Optional.empty();
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
    void backward(INDArray x, INDArray y, INDArray dy, @Nullable INDArray dx) {
        if (dx == null) {
            return;
        }
        Optional<PoolingKernel> kernel = kernel();
        if (kernel.isEmpty()) {
            share(x, y, dy, dx);
            return;
        }
        int parts = BatchMajor.parts(x);
        SideBySide.run(parts, part -> {
            INDArray from = BatchMajor.part(x, part, parts);
            kernel.get()
                    .backward(
                            windows(from),
                            from,
                            BatchMajor.part(y, part, parts),
                            BatchMajor.part(dy, part, parts),
                            BatchMajor.part(dx, part, parts));
        });
    }

    private void share(INDArray x, INDArray y, INDArray dy, INDArray dx) {
        INDArray left = pictures(dy);
        INDArray greatest = pictures(y);
        List<INDArray> values = corners(x);
        List<INDArray> gradients = corners(dx);
        for (int corner = 0; corner < values.size(); corner++) {
            INDArray share = values.get(corner).eq(greatest).castTo(dataType).muli(left);
            gradients.get(corner).assign(share);
            left.subi(share);
        }
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
