package attune.vision;

import attune.fault.UserFault;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** The windows that a network's convolutions and poolings slide over a picture. DL4J checks them only when it computes. */
final class Windows {
    private Windows() {}

    /** Refuses a network with one that no layer can slide. */
    static void require(ComputationGraph network, String where) {
        for (org.deeplearning4j.nn.api.Layer layer : network.getLayers()) {
            Layer settings = layer.conf().getLayer();
            require(settings instanceof FrozenLayer frozen ? frozen.getLayer() : settings, where);
        }
    }

    private static void require(Layer layer, String where) {
        if (layer instanceof ConvolutionLayer of) {
            require(layer, Stream.of(of.getKernelSize(), of.getStride(), of.getDilation()), of.getPadding(), where);
        } else if (layer instanceof SubsamplingLayer of) {
            require(layer, Stream.of(of.getKernelSize(), of.getStride(), of.getDilation()), of.getPadding(), where);
        }
    }

    private static void require(Layer layer, Stream<int[]> sizes, int[] padding, String where) {
        if (!sizes.allMatch(size -> isAtLeast(1, size)) || !isAtLeast(0, padding)) {
            throw new UserFault(
                    where,
                    "the windows of layer '" + layer.getLayerName() + "' have no size, step or padding",
                    "get the file again");
        }
    }

    /** Files may leave out what DL4J always has. */
    private static boolean isAtLeast(int least, int @Nullable [] sizes) {
        return sizes != null && Arrays.stream(sizes).allMatch(size -> size >= least);
    }
}
