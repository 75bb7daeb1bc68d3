package attune.layers;

import org.deeplearning4j.nn.conf.layers.Layer;

/** The parameters of a convolution over time and bands: weights [output × input × row × band], bias [output]. */
final class BandParameters extends WeightAndBias {
    static final BandParameters INSTANCE = new BandParameters();

    private BandParameters() {}

    @Override
    long[] shape(Layer layer) {
        BandConvolution of = (BandConvolution) layer;
        return new long[] {
            of.filter().outputs(),
            of.frame().channels(),
            of.filter().rows(),
            of.filter().bands()
        };
    }

    @Override
    long outputs(Layer layer) {
        return ((BandConvolution) layer).filter().outputs();
    }

    @Override
    long ways(Layer layer) {
        BandConvolution of = (BandConvolution) layer;
        long window = (long) of.filter().rows() * of.filter().bands();
        return window * (of.frame().channels() + of.filter().outputs());
    }
}
