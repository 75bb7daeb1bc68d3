package attune.jobs;

import attune.seed.RunSeed;
import attune.surgery.LayerTable;
import attune.surgery.Operated;
import attune.surgery.OutputRows;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.vision.ImageLayers;
import attune.vision.ImageModel;
import attune.vision.NewClasses;
import attune.vision.PictureTrunk;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * An image model's network after surgery, not yet trained.
 *
 * @param network what does not learn is frozen
 * @param table its layers
 * @param outputText where the output's weights come from, for the user
 * @param boundary the last vertex of a frozen trunk whose output can be cached
 */
record OperatedImage(ComputationGraph network, LayerTable table, String outputText, Optional<String> boundary) {

    static OperatedImage of(ImageModel source, SurgeryPlan plan, NewClasses output, RateFactors rates, RunSeed seed) {
        Operated operated = Surgery.operate(source.typed(), plan, new ImageLayers(seed), seed);
        OutputRows.Beginnings given = OutputRows.give(
                source.network(), operated.graph(), output.rows(source.format().labels()), seed);
        return new OperatedImage(
                operated.graph(),
                rates.over(operated.table()),
                OutputText.of("classes", given),
                PictureTrunk.boundary(operated.graph(), source.format()));
    }

    /** The layer table as text, with a line on where the output's weights come from. */
    String text() {
        return table.text() + outputText;
    }
}
