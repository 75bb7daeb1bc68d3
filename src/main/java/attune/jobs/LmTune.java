package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.fault.UserFault;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.SourceDigest;
import attune.speech.SpeechModel;
import attune.speech.language.HeardClip;
import attune.speech.language.LanguageTuner;
import attune.speech.language.TunedLanguage;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tunes a speech model's decoding with a language model, and puts both into one bundle. */
public final class LmTune {
    /** What the provenance calls it. */
    static final String STEP = "language model";

    private final Request request;
    private final FeatureStore features;

    /**
     * What to do.
     *
     * @param model the speech bundle
     * @param languageModel a language model's file; absent to tune the bundle's own
     * @param dev manifests to tune on, in neither model's training data
     * @param out the bundle to write, which includes the language model: a new file, or the model's own; absent for
     *     none
     * @param command for its provenance
     */
    public record Request(
            Path model, Optional<Path> languageModel, List<Path> dev, Optional<Path> out, String command) {}

    /**
     * A job.
     *
     * @param request what to do
     * @param features cache of features
     */
    public LmTune(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
    }

    /**
     * Tunes.
     *
     * @param progress notified of the stages
     * @return the best settings and how they were found
     * @throws attune.fault.UserFault if anything given is wrong
     * @throws IOException if the disk fails
     */
    public TunedLanguage run(Progress progress) throws IOException {
        SpeechModel speech = SpeechModel.open(request.model());
        if (request.out().isPresent()) {
            NewFiles.requireAbsentOr(request.model(), request.out().get());
        }
        NgramModel language = languageModel(speech);
        List<HeardClip> clips = HeardClip.of(speech, request.dev(), features, progress);
        TunedLanguage tuned = new LanguageTuner(speech.format(), language, clips, progress).tune();
        if (tuned.best().wordErrorRate() > tuned.greedy().wordErrorRate()) {
            progress.warn("the language model makes the dev clips worse (" + tuned.ratesText() + "); do without it, or"
                    + " build one of texts that are more like them");
        }
        if (request.out().isPresent()) {
            speech.with(tuned.language(), Optional.of(step(speech, tuned, clips.size())))
                    .write(request.out().get());
        }
        return tuned;
    }

    private NgramModel languageModel(SpeechModel speech) throws IOException {
        if (request.languageModel().isPresent()) {
            return LanguageModels.open(request.languageModel().get());
        }
        return speech.language()
                .orElseThrow(() -> new UserFault(
                        request.model().toString(),
                        "does not contain a language model",
                        "give one with " + named("lm")))
                .model();
    }

    private ProvenanceStep step(SpeechModel speech, TunedLanguage tuned, int clips) throws IOException {
        return new ProvenanceStep(
                STEP,
                Instant.now(),
                request.command(),
                ComputedOn.recurrent(speech.network()).conditions(clips + " dev clips", 0),
                SourceDigest.of(request.model()),
                tuned.results());
    }
}
