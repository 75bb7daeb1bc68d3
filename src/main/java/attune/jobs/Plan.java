package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.BundleReader;
import attune.fault.UserFault;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.Operation;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.vision.ImageModel;
import attune.vision.adaptation.ImageChoices;
import attune.vision.adaptation.ImageDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Shows what an operation would do to a speech or image model, without training or writing anything. */
public final class Plan {
    private final Path model;
    private final Operation operation;
    private final SpeechChoices choices;
    private final List<Path> train;

    /**
     * A job.
     *
     * @param model the source bundle
     * @param operation the operation on it
     * @param choices the other choices; for an image model, only the initialisation of output rows
     * @param train manifests that define a new alphabet, or folders that define the classes; may be empty
     */
    public Plan(Path model, Operation operation, SpeechChoices choices, List<Path> train) {
        this.model = model;
        this.operation = operation;
        this.choices = choices;
        this.train = List.copyOf(train);
    }

    /**
     * Operates in memory.
     *
     * @return the operated model's layers
     * @throws UserFault if the plan cannot be carried out
     * @throws IOException if a file cannot be read
     */
    public Adaptation.Preview run() throws IOException {
        AdaptationRequest request =
                new AdaptationRequest(model, new Datasets(train, List.of(), List.of()), model).with(operation);
        return BundleReader.readMetadata(model).kind().equals(ImageModel.KIND)
                ? new Adaptation<>(new ImageDomain(ofPictures()), request).preview()
                : new Adaptation<>(new SpeechDomain(choices), request).preview();
    }

    /** An image model has neither an alphabet nor DeepSpeech's layers. */
    private ImageChoices ofPictures() {
        if (choices.alphabet().isPresent() || choices.soundAlike().isPresent()) {
            throw new UserFault(
                    choices.alphabet().isPresent() ? named("alphabet") : named("soundAlike"),
                    "an image model has no alphabet",
                    "leave it out, or give a speech model");
        }
        if (choices.dropSourceLayers() > 0) {
            throw new UserFault(
                    named("dropSourceLayers"), "an image model does not have DeepSpeech's layers", "leave it out");
        }
        return new ImageChoices(choices.copyOutputRows(), choices.newLabels());
    }
}
