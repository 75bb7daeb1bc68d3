package attune.vision.adaptation;

import attune.runs.PlanPart;
import attune.vision.NewClasses;
import java.util.Map;
import java.util.Objects;

/**
 * The image-specific part of an adaptation's {@code plan.json}.
 *
 * @param output the classes of the new output, and their initial weights
 * @param showing which part of the training pictures is shown
 */
public record ImagePart(NewClasses output, Showing showing) implements PlanPart {

    /** Refuses missing parts. */
    public ImagePart {
        Objects.requireNonNull(output, "output is missing");
        Objects.requireNonNull(showing, "showing is missing");
    }

    @Override
    public String shownText() {
        return showing.text();
    }

    @Override
    public boolean altersExamples() {
        return showing == Showing.RANDOM_PARTS;
    }

    @Override
    public Map<String, String> provenance() {
        return Map.of();
    }
}
