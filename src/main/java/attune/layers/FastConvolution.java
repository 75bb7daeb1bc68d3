package attune.layers;

import attune.layers.kernel.ConvolutionKernel;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;

/** DL4J's convolution on our kernel, see {@link FastLayers}. */
final class FastConvolution extends ConvolutionLayer {
    private static final long serialVersionUID = 1L;

    FastConvolution(ConvolutionLayer slow, ConvolutionKernel kernel) {
        super(slow.conf(), slow.params().dataType());
        helper = new KernelConvolution(kernel, slow.hasBias());
    }
}
