package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.BundleReader;
import attune.fault.UserFault;
import attune.results.Inspection;
import attune.speech.ParityCertificate;
import attune.speech.SpeechModel;
import attune.speech.learning.Probe;
import attune.speech.learning.SpeechLayers;
import attune.surgery.LayerTable;
import attune.surgery.TypedGraph;
import attune.vision.ImageModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Shows the contents of a bundle. */
public final class Inspect {
    private final Path model;
    private final boolean verify;

    /**
     * A job.
     *
     * @param model the bundle
     * @param verify whether to run the clip of its parity certificate again
     */
    public Inspect(Path model, boolean verify) {
        this.model = model;
        this.verify = verify;
    }

    /**
     * Opens the bundle and checks all of it.
     *
     * @return its contents
     * @throws UserFault if it is not valid, holds an unknown kind of model, or has no parity certificate to verify
     * @throws IOException if it cannot be read
     */
    public Inspection run() throws IOException {
        String kind = BundleReader.readMetadata(model).kind();
        return switch (kind) {
            case SpeechModel.KIND -> speech(SpeechModel.open(model));
            case ImageModel.KIND -> image(ImageModel.open(model));
            default ->
                throw new UserFault(
                        model.toString(), "holds a model of kind " + kind, "give a speech or an image model");
        };
    }

    private Inspection speech(SpeechModel opened) {
        TypedGraph graph = new TypedGraph(
                opened.network(), InputType.recurrent(opened.format().frontEnd().coefficients()));
        return new Inspection.OfSpeech(
                opened.metadata(),
                opened.format(),
                opened.obstacleToStreaming(),
                verify ? Optional.of(compare(opened)) : Optional.empty(),
                Probe.in(opened, model.toString())
                        .map(probe -> probe.clips().size())
                        .orElse(0),
                LayerTable.of(graph, SpeechLayers::typeNameOf));
    }

    private ParityCertificate.Comparison compare(SpeechModel opened) {
        return ParityCertificate.in(opened, model.toString())
                .orElseThrow(this::uncertified)
                .verify(opened, model.toString());
    }

    private Inspection image(ImageModel opened) {
        if (verify) {
            throw uncertified();
        }
        return new Inspection.OfImages(opened.metadata(), opened.format(), LayerTable.of(opened.typed()));
    }

    private UserFault uncertified() {
        return new UserFault(
                model.toString(),
                "has no parity certificate; import writes one, but an adapted model is a different network",
                "leave " + named("verify") + " out, or verify the imported bundle");
    }
}
