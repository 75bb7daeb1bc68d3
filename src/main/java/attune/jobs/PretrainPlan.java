package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.fault.UserFault;
import attune.layers.BandStem;
import attune.runs.ComputedOn;
import attune.runs.LearntFrom;
import attune.runs.Stage;
import attune.runs.TrainingSettings;
import attune.runs.TrunkUse;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.adaptation.SpeechPart;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.Augmentation;
import attune.speech.learning.NetworkShape;
import attune.speech.learning.SpeechLayers;
import attune.speech.learning.TrainAndDev;
import attune.surgery.LayerTable;
import attune.surgery.TypedGraph;
import attune.training.Trainer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * The {@code plan.json} of a {@link Pretrain}: the network and how it is trained, with everything settled.
 *
 * @param data its training and dev data
 * @param stem the SHA-256 of the file of pretrained convolutions below the network; null where there are none
 * @param shape of the network
 * @param settings how it is trained
 * @param augment how the clips are altered
 * @param licence of the weights
 * @param format of the model, with what was measured of the corpus
 * @param computedOn what else the exact result depends on
 */
record PretrainPlan(
        LearntFrom data,
        @Nullable String stem,
        NetworkShape shape,
        TrainingSettings settings,
        Augmentation augment,
        String licence,
        SpeechFormat format,
        ComputedOn computedOn) {
    PretrainPlan {
        Objects.requireNonNull(data, "data is missing");
        Objects.requireNonNull(shape, "shape is missing");
        Objects.requireNonNull(settings, "settings is missing");
        Objects.requireNonNull(augment, "augment is missing");
        Objects.requireNonNull(licence, "licence is missing");
        Objects.requireNonNull(format, "format is missing");
        Objects.requireNonNull(computedOn, "computedOn is missing");
    }

    /** The untrained network. */
    ComputationGraph network(Optional<BandStem> below) {
        RunSeed seed = new RunSeed(settings.seed());
        return below.map(convolutions -> AcousticNetwork.over(convolutions, shape, format.alphabet(), seed))
                .orElseGet(
                        () -> AcousticNetwork.create(format.frontEnd().coefficients(), shape, format.alphabet(), seed));
    }

    /** The layers of its network. */
    LayerTable layers(ComputationGraph network) {
        TypedGraph typed =
                new TypedGraph(network, InputType.recurrent(format.frontEnd().coefficients()));
        return LayerTable.of(typed, SpeechLayers::typeNameOf).ofNewNetwork();
    }

    /** How it is trained, for a person. */
    String settingsText() {
        return settings.text() + ", " + SpeechPart.shownText(augment) + "\n";
    }

    /** Its training. */
    Stage stage(ComputationGraph network, Path checkpoints) {
        return new Stage(Stage.ONLY, network, settings.schedule().plan(Map.of()), TrunkUse.NONE, checkpoints);
    }

    /** Refuses to go on with this plan on other data or another stem. */
    void requireSame(LearntFrom now, @Nullable String stemNow, Path out) {
        data.requireSame(now, out, TrainAndDev.CONTENTS);
        if (!Objects.equals(stem, stemNow)) {
            throw new UserFault(
                    out.toString(),
                    stem == null ? "was started without a stem" : "was started on another stem",
                    "give " + named("stem") + " as before, or a new folder");
        }
    }

    /** Whether a request asks for the same, whatever it is trained on. */
    boolean sameWork(Pretrain.Request request) {
        return shape.equals(request.shape())
                && settings.equals(request.settings())
                && augment.equals(request.augment())
                && licence.equals(request.licence());
    }

    /** What the finished model's provenance says of it. */
    ProvenanceStep step(ComputationGraph network, String trainedOn, Trainer.Outcome outcome, String command) {
        Map<String, String> results = new TreeMap<>(Map.of(
                "augmentation", augment.json(),
                "best epoch", Integer.toString(outcome.bestEpoch()),
                "dev score", String.format(Locale.ROOT, "%.4f", outcome.bestScore())));
        if (stem != null) {
            results.put("stem", stem);
        }
        return new ProvenanceStep(
                "pretrain",
                Instant.now(),
                command,
                ComputedOn.recurrent(network).conditions(trainedOn, settings.seed()),
                null,
                results);
    }
}
