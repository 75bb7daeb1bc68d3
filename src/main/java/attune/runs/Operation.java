package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.surgery.BatchNormStatistics;
import attune.surgery.LayerSpec;
import attune.surgery.SurgeryPlan;
import attune.surgery.SurgeryRequest;
import attune.surgery.TrainScope;
import attune.training.Stages;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do to a source model: the cut, the new layers, which layers learn, in which order and how fast. Take one of
 * the presets and change what should differ:
 *
 * <pre>{@code
 * Operation.ALL_LAYERS                                            // what adapt does by default
 * Operation.NEW_OUTPUT                                            // the quickest: the output alone learns
 * Operation.ALL_LAYERS.keepUntil("lstm2").insert("bilstm:128").trainLayers("new")
 * }</pre>
 *
 * @param surgery what to do to the network
 * @param stages whether the new layers learn alone first
 * @param rates how fast parts of the network learn
 */
public record Operation(SurgeryRequest surgery, Stages stages, RateFactors rates) {
    /** A new output; every layer learns. Has done best with one minute of speech or more. */
    public static final Operation ALL_LAYERS = new Operation(SurgeryRequest.KEEP_ALL, Stages.ONE, RateFactors.USUAL);

    /** A new output, the only layer that learns. */
    public static final Operation NEW_OUTPUT = ALL_LAYERS.trainLayers("output");

    /** What {@link #trainLayers} takes, for messages. */
    public static final String CHOICES = TrainScope.CHOICES + ", two-stage, two-stage:EPOCHS";

    /** Refuses missing parts, and a second stage in which not all layers learn. */
    public Operation {
        Objects.requireNonNull(surgery, "surgery is missing");
        Objects.requireNonNull(stages, "stages is missing");
        Objects.requireNonNull(rates, "rates is missing");
        stages.requireFor(surgery.trainScope().reachesAll());
    }

    /**
     * The operation of an earlier run.
     *
     * @param plan its plan.json
     * @return the operation, to be repeated
     * @throws UserFault if it is not the plan of an adaptation
     * @throws IOException if it cannot be read
     */
    public static Operation ofPlan(Path plan) throws IOException {
        String remedy = "give the plan.json of attune adapt";
        Course course = JsonFile.read(plan, "the plan of an adaptation", remedy, PlannedCourse.class)
                .course();
        if (course == null) {
            throw new UserFault(plan.toString(), "is not the plan of an adaptation", remedy);
        }
        SurgeryPlan done = course.surgery();
        SurgeryRequest surgery =
                new SurgeryRequest(Optional.of(done.keepUntil()), done.inserts(), done.trainScope(), done.batchNorm());
        return new Operation(surgery, course.stages(), course.rates());
    }

    /** The part that every domain's plan has. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record PlannedCourse(@Nullable Course course) {}

    /**
     * The same with another cut.
     *
     * @param layer the last source layer to keep
     * @return the operation
     */
    public Operation keepUntil(String layer) {
        return with(surgery.withKeepUntil(layer));
    }

    /**
     * The same with one more new layer, above the existing ones.
     *
     * @param layer as {@link LayerSpec#parse} reads it, such as {@code bilstm:128}
     * @return the operation
     */
    public Operation insert(String layer) {
        return with(surgery.withInsert(LayerSpec.parse(layer)));
    }

    /**
     * The same with other layers learning.
     *
     * @param which {@code new}, {@code output}, {@code last:N}, {@code from:LAYER}, {@code all}, {@code two-stage} or
     *     {@code two-stage:EPOCHS}
     * @return the operation
     * @throws attune.fault.UserFault for any other word
     */
    public Operation trainLayers(String which) {
        Optional<Stages> two = Stages.parse(which).filter(Stages::isTwo);
        TrainScope scope = TrainScope.read(two.isPresent() ? "all" : which)
                .orElseThrow(() -> new UserFault(
                        named("trainLayers"), "'" + which + "' is not a choice of layers", "use " + CHOICES));
        return new Operation(surgery.withTrainScope(scope), two.orElse(Stages.ONE), rates);
    }

    /**
     * Whether a text is one of the {@link #CHOICES}.
     *
     * @param which any
     * @return false if {@link #trainLayers} refuses it as none of them
     */
    public static boolean isTrainLayers(String which) {
        return Stages.parse(which).filter(Stages::isTwo).isPresent()
                || TrainScope.read(which).isPresent();
    }

    /**
     * The same with other learning rates.
     *
     * @param factors of the parts of the network
     * @return the operation
     */
    public Operation rates(RateFactors factors) {
        return new Operation(surgery, stages, factors);
    }

    /**
     * The same with another choice for batch normalisations that do not learn.
     *
     * @param statistics what happens to their statistics
     * @return the operation
     */
    public Operation batchNorm(BatchNormStatistics statistics) {
        return with(surgery.withBatchNorm(statistics));
    }

    /**
     * The same with another cut, new layers and scope.
     *
     * @param other what to do to the network
     * @return the operation
     */
    public Operation with(SurgeryRequest other) {
        return new Operation(other, stages, rates);
    }

    /**
     * The same with one learning rate for all layers that learn.
     *
     * @return the operation
     */
    public Operation atOneRate() {
        return rates(RateFactors.USUAL.withStem(1));
    }

    /**
     * Which layers learn, as {@link #trainLayers} reads it.
     *
     * @return the word
     */
    public String learning() {
        return stages.isTwo() ? stages.text() : surgery.trainScope().text();
    }
}
