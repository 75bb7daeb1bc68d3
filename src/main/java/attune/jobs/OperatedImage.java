package attune.jobs;

import attune.seed.RunSeed;
import attune.surgery.LayerTable;
import attune.surgery.Operated;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.vision.ImageLayers;
import attune.vision.ImageModel;
import attune.vision.PictureTrunk;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * An image model's network after surgery, not yet trained.
 *
 * @param network what does not learn is frozen
 * @param table its layers
 * @param boundary the last vertex of a frozen trunk whose output can be cached
 */
record OperatedImage(ComputationGraph network, LayerTable table, Optional<String> boundary) {

    static OperatedImage of(ImageModel source, SurgeryPlan plan, RateFactors rates, RunSeed seed) {
        Operated operated = Surgery.operate(source.typed(), plan, new ImageLayers(seed), seed);
        return new OperatedImage(
                operated.graph(),
                rates.over(operated.table()),
                PictureTrunk.boundary(operated.graph(), source.format()));
    }
}
