package attune.jobs;

import attune.bundle.BundleReader;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.IfPresent;
import attune.runs.Reproduction;
import attune.speech.SpeechModel;
import attune.speech.adaptation.SpeechDomain;
import attune.vision.ImageModel;
import attune.vision.adaptation.ImageChoices;
import attune.vision.adaptation.ImageDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains a finished run again, of speech or pictures, and compares the two models. */
public final class Reproduce {
    private final Path run;
    private final SpeechDomain speech;
    private final Reproduction.Request request;

    /**
     * A job.
     *
     * @param run folder of a finished run
     * @param speech where features are kept, and whether bad clips are left out, if it is a run on speech
     * @param request where to, and where the run's inputs are
     */
    public Reproduce(Path run, SpeechDomain speech, Reproduction.Request request) {
        this.run = run;
        this.speech = speech;
        this.request = request;
    }

    /**
     * Trains again and compares.
     *
     * @param ifPresent what to do with an existing run in the new folder
     * @param progress notified of progress, and warned of all that has changed
     * @return the comparison
     * @throws UserFault if the run is not a finished adaptation, or its inputs are not where they were
     * @throws IOException if the disk refuses
     */
    public Reproduction.Result run(IfPresent ifPresent, Progress progress) throws IOException {
        Path bundle = run.resolve(Adaptation.BUNDLE);
        if (!Files.exists(bundle)) {
            throw new UserFault(
                    run.toString(),
                    "has no " + Adaptation.BUNDLE + " to compare with",
                    "give the folder of a finished run of adapt or image adapt");
        }
        String kind = BundleReader.readMetadata(bundle).kind();
        return switch (kind) {
            case SpeechModel.KIND -> new Reproduction<>(speech, run, request).run(ifPresent, progress);
            case ImageModel.KIND ->
                new Reproduction<>(new ImageDomain(ImageChoices.USUAL), run, request).run(ifPresent, progress);
            default ->
                throw new UserFault(
                        bundle.toString(), "is a model of kind " + kind, "give a run on speech or pictures");
        };
    }
}
