package attune.layers;

import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The parameters of a projection of each frame: weights [inputs × outputs], bias [outputs]. */
final class ProjectionParameters extends WeightAndBias {
    static final ProjectionParameters INSTANCE = new ProjectionParameters();

    private ProjectionParameters() {}

    @Override
    long[] shape(Layer layer) {
        FeedForwardLayer projection = (FeedForwardLayer) layer;
        return new long[] {projection.getNIn(), projection.getNOut()};
    }

    @Override
    long outputs(Layer layer) {
        return ((FeedForwardLayer) layer).getNOut();
    }

    @Override
    long ways(Layer layer) {
        FeedForwardLayer projection = (FeedForwardLayer) layer;
        return projection.getNIn() + projection.getNOut();
    }
}
