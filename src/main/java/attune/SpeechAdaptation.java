package attune;

import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.language.LanguageTexts;
import attune.speech.selftraining.SelfTraining;
import attune.speech.selftraining.Untranscribed;
import attune.surgery.LayerTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A builder for the adaptation of a speech model. Defaults depend on the data. Each step returns a new value, so
 * several adaptations can share a beginning.
 */
public final class SpeechAdaptation {
    private static final Path NOWHERE = Path.of("");

    private final AdaptationRequest request;
    private final SpeechChoices choices;
    private final Optional<Untranscribed> rest;
    private final IfPresent ifPresent;
    private final Progress progress;

    SpeechAdaptation(Path source) {
        this(
                new AdaptationRequest(source, Datasets.NONE, NOWHERE),
                SpeechChoices.USUAL,
                Optional.empty(),
                IfPresent.REFUSE,
                Progress.SILENT);
    }

    private SpeechAdaptation(
            AdaptationRequest request,
            SpeechChoices choices,
            Optional<Untranscribed> rest,
            IfPresent ifPresent,
            Progress progress) {
        this.request = request;
        this.choices = choices;
        this.rest = rest;
        this.ifPresent = ifPresent;
        this.progress = progress;
    }

    private SpeechAdaptation with(AdaptationRequest other) {
        return new SpeechAdaptation(other, choices, rest, ifPresent, progress);
    }

    private SpeechAdaptation with(SpeechChoices other) {
        return new SpeechAdaptation(request, other, rest, ifPresent, progress);
    }

    /**
     * The training data.
     *
     * @param manifests NeMo JSON lines, DeepSpeech CSV, Common Voice TSV, or LibriSpeech or Kaldi folders
     * @return the adaptation
     */
    public SpeechAdaptation train(Path... manifests) {
        Datasets data = request.data();
        return with(request.with(Datasets.train(manifests).withDev(data.dev().toArray(Path[]::new))));
    }

    /**
     * Recordings without transcripts: after learning from the training data, the model transcribes these and learns
     * again from both, as far as it is sure.
     *
     * @param recordings audio files, folders of them, and manifests
     * @return the adaptation
     */
    public SpeechAdaptation untranscribed(Path... recordings) {
        Untranscribed given = new Untranscribed(List.of(recordings), Untranscribed.USUAL_ROUNDS);
        return new SpeechAdaptation(request, choices, Optional.of(given), ifPresent, progress);
    }

    /**
     * The data by which the best epoch is chosen; by default a tenth of the training clips is set aside.
     *
     * @param manifests held out
     * @return the adaptation
     */
    public SpeechAdaptation dev(Path... manifests) {
        return with(request.with(request.data().withDev(manifests)));
    }

    /**
     * The output folder.
     *
     * @param folder the run directory: plan, log, checkpoints and the finished model
     * @return the adaptation
     */
    public SpeechAdaptation out(Path folder) {
        return with(request.into(folder));
    }

    /**
     * The operation on the network, as a preset.
     *
     * @param preset such as {@link Operation#NEW_OUTPUT}
     * @return the adaptation
     */
    public SpeechAdaptation operation(Operation preset) {
        return with(request.with(preset));
    }

    /**
     * The cut.
     *
     * @param layer the last of the source's layers to keep; by default all but the output
     * @return the adaptation
     */
    public SpeechAdaptation keepUntil(String layer) {
        return operation(request.operation().keepUntil(layer));
    }

    /**
     * Inserts a new layer under the new output, above those inserted before.
     *
     * @param layer {@code lstm:UNITS}, {@code bilstm:UNITS}, {@code dense:UNITS[:ACTIVATION]}, {@code projection:UNITS}
     *     or {@code dropout:RATE}
     * @return the adaptation
     */
    public SpeechAdaptation insert(String layer) {
        return operation(request.operation().insert(layer));
    }

    /**
     * Which layers learn.
     *
     * @param which {@code new}, {@code output}, {@code last:N}, {@code from:LAYER}, {@code all} (the default),
     *     {@code two-stage} or {@code two-stage:EPOCHS}
     * @return the adaptation
     */
    public SpeechAdaptation trainLayers(String which) {
        return operation(request.operation().trainLayers(which));
    }

    /**
     * Changes to the default training settings.
     *
     * @param training such as {@code Overrides.NONE.withEpochs(20)}
     * @return the adaptation
     */
    public SpeechAdaptation training(Overrides training) {
        return with(request.with(training));
    }

    /**
     * The alphabet of the new output.
     *
     * @param fileOrAuto a file with one label per line, or "auto" for the characters of all transcripts
     * @return the adaptation
     */
    public SpeechAdaptation alphabet(String fileOrAuto) {
        return with(choices.withAlphabet(fileOrAuto));
    }

    /**
     * All choices besides the operation and the training, at once.
     *
     * @param speech such as {@code SpeechChoices.USUAL.withNoise(folder)}
     * @return the adaptation
     */
    public SpeechAdaptation choices(SpeechChoices speech) {
        return with(speech);
    }

    /**
     * The adapted model's language model; by default the source's and one of the training transcripts, if the source has one.
     *
     * @param texts such as {@code LanguageTexts.of(List.of("domain.txt"))} or {@link LanguageTexts#NONE}
     * @return the adaptation
     */
    public SpeechAdaptation languageModel(LanguageTexts texts) {
        return with(choices.withLanguage(texts));
    }

    /**
     * What to do with a run already in the folder; by default it is refused.
     *
     * @param what whether to resume or overwrite it
     * @return the adaptation
     */
    public SpeechAdaptation ifPresent(IfPresent what) {
        return new SpeechAdaptation(request, choices, rest, what, progress);
    }

    /**
     * A listener for progress.
     *
     * @param listener told of stages, epochs and warnings
     * @return the adaptation
     */
    public SpeechAdaptation progress(Progress listener) {
        return new SpeechAdaptation(request, choices, rest, ifPresent, listener);
    }

    /**
     * Shows the layers as they would become, without training or writing anything.
     *
     * @return the layer table
     * @throws attune.fault.UserFault if the operation cannot be carried out
     * @throws IOException if a file cannot be read
     */
    public LayerTable plan() throws IOException {
        return adaptation().preview().table();
    }

    /**
     * Adapts.
     *
     * @return the finished bundle and how it got there
     * @throws attune.fault.UserFault if anything given is wrong, or {@link #train} or {@link #out} is missing
     * @throws IOException if reading or writing fails
     */
    public Adaptation.Result run() throws IOException {
        if (rest.isPresent()) {
            return new SelfTraining(new SpeechDomain(choices), request, rest.get()).run(ifPresent, progress);
        }
        SelfTraining.requireNotBegun(request.out(), ifPresent);
        return adaptation().run(ifPresent, progress);
    }

    private Adaptation<?> adaptation() {
        return new Adaptation<>(new SpeechDomain(choices), request);
    }
}
