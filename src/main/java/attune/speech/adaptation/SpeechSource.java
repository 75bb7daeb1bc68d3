package attune.speech.adaptation;

import static attune.fault.Parameter.named;

import attune.corpus.Split;
import attune.fault.UserFault;
import attune.files.Digest;
import attune.progress.Progress;
import attune.runs.Data;
import attune.runs.Defaults;
import attune.runs.OperatedSource;
import attune.runs.OutputText;
import attune.runs.Prepared;
import attune.runs.Source;
import attune.runs.TrainingSettings;
import attune.runs.Trials;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.language.AdaptedLanguage;
import attune.speech.learning.LabelRows;
import attune.speech.learning.Probe;
import attune.speech.learning.SpeechLayers;
import attune.speech.learning.TrainAndDev;
import attune.speech.learning.TrunkCache;
import attune.speech.store.FeatureStore;
import attune.surgery.Interpolation;
import attune.surgery.Operated;
import attune.surgery.OutputRows;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.surgery.SurgeryRequest;
import attune.surgery.TypedGraph;
import attune.text.Alphabet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** A speech model with the clips it is to be adapted to. */
final class SpeechSource implements Source<SpeechPart> {
    private final SpeechModel model;
    private final Clips clips;
    private final Split split;
    private final double replayShare;
    private final SpeechChoices choices;
    private final FeatureStore features;
    private final Progress progress;
    private @Nullable Data data;

    SpeechSource(
            SpeechModel model,
            Clips clips,
            double replayShare,
            SpeechChoices choices,
            FeatureStore features,
            Progress progress) {
        this.model = model;
        this.clips = clips;
        this.split = clips.split();
        this.replayShare = replayShare;
        this.choices = choices;
        this.features = features;
        this.progress = progress;
    }

    /** Computed once, since that reads every audio file. */
    @Override
    public Data data() throws IOException {
        if (data == null) {
            data = found();
        }
        return data;
    }

    private Data found() throws IOException {
        Split all = clips.withReplay();
        Map<Path, String> contents = TrainAndDev.contents(all);
        Copies.of(split, contents).tell(split.train(), clips.setAside(), progress);
        String replayed = clips.replay().isEmpty() ? "" : " beside " + SpeechMaterial.description(clips.replay());
        return new Data(
                digest(contents),
                TrainAndDev.CONTENTS,
                SpeechMaterial.description(split.train()) + replayed,
                Stream.of(
                                TrainAndDev.audio(all.train()),
                                TrainAndDev.audio(all.dev()),
                                TrainAndDev.audio(clips.test()),
                                choices.files())
                        .flatMap(List::stream)
                        .toList(),
                clips.leftOut());
    }

    private String digest(Map<Path, String> contents) {
        String learnt = TrainAndDev.digest(split, contents);
        String replayed = TrainAndDev.digest(new Split(clips.replay(), List.of()), contents);
        return clips.replay().isEmpty()
                ? learnt
                : Digest.sha256((learnt + replayed).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public ComputationGraph network() {
        return model.network();
    }

    @Override
    public Defaults defaults() {
        return SpeechDefaults.of(model, split.train());
    }

    @Override
    public SpeechPart settle(Optional<String> augment) {
        SpeechFormat format = choices.format(model.format());
        return new SpeechPart(
                format.normalizer(),
                choices.output(format, clips.written()),
                Augmentations.of(augment, choices.noise()),
                choices.language(),
                replayShare);
    }

    @Override
    public void check(SpeechPart part) {
        TrainAndDev.check(clips.withReplay(), part.format(model.format()));
    }

    @Override
    public SurgeryPlan plan(SurgeryRequest request, SpeechPart part) {
        SurgeryRequest asked = DroppedLayers.anew(choices.dropSourceLayers(), request, model.network());
        return asked.settle(model.network(), part.output().alphabet().size());
    }

    @Override
    public OperatedSource operate(SurgeryPlan plan, SpeechPart part, RunSeed seed) {
        Alphabet old = model.format().alphabet();
        SpeechFormat format = part.format(model.format());
        TypedGraph patient = new TypedGraph(
                model.network(), InputType.recurrent(format.frontEnd().coefficients()));
        SpeechLayers layers = new SpeechLayers(format.alphabet(), SpeechLayers.outputDropout(model.network()), seed);
        Operated operated = Surgery.operate(patient, plan, layers, seed);
        OutputRows.Beginnings given =
                OutputRows.give(model.network(), operated.graph(), LabelRows.of(old, part.output()), seed);
        if (given.copied() == 0 && !part.output().soundAlikes().isEmpty()) {
            throw new UserFault(
                    named("soundAlike"),
                    "the new output sits on a layer of a different size from the source's, whose weights do not fit",
                    "drop it, or insert no layer of another size");
        }
        return new OperatedSource(
                operated.graph(),
                operated.table(),
                written(old, format.alphabet()) + OutputText.of("labels", given),
                TrunkCache.boundary(operated.graph(), model.format()),
                lossOfStreaming(operated, format));
    }

    private static String written(Alphabet old, Alphabet alphabet) {
        return alphabet.equals(old)
                ? ""
                : "alphabet: " + alphabet.labels().size() + " characters, the space and "
                        + String.join("", alphabet.labels()).replace(" ", "") + "\n";
    }

    /** A note for users who want the model for live sound. */
    private Optional<String> lossOfStreaming(Operated operated, SpeechFormat format) {
        if (model.obstacleToStreaming().isPresent()) {
            return Optional.empty();
        }
        return SpeechModel.of(operated.graph(), format, model.metadata().licence(), List.of())
                .obstacleToStreaming()
                .map(obstacle -> "the source can transcribe live sound, this model cannot: " + obstacle
                        + "; insert lstm for a model that can");
    }

    @Override
    public Prepared prepare(SpeechPart part, TrainingSettings settings, Progress progress) throws IOException {
        SpeechFormat format = part.format(model.format());
        SpeechMaterial material = material(part, settings, progress);
        Optional<AdaptedLanguage.Untuned> language =
                AdaptedLanguage.untuned(part.language(), model, format, split, progress);
        Optional<Probe> probe =
                Probe.in(model, "the source model").filter(found -> found.isWrittenIn(format.alphabet()));
        return new PreparedSpeech(model, format, material, split.dev(), language, probe);
    }

    @Override
    public SpeechMaterial material(SpeechPart part, TrainingSettings settings, Progress progress) throws IOException {
        return SpeechMaterial.of(
                part.format(model.format()),
                part.augment(),
                settings,
                split,
                new Replayed(clips.replay(), part.replayShare()),
                features,
                progress);
    }

    @Override
    public Optional<Interpolation> towards(ComputationGraph trained, SpeechPart part) {
        Alphabet old = model.format().alphabet();
        Alphabet alphabet = part.output().alphabet();
        List<Integer> rows =
                part.output().copyRows() ? LabelRows.same(old, alphabet) : Collections.nCopies(alphabet.size(), -1);
        Interpolation line = Interpolation.between(model.network(), Surgery.thaw(trained), rows);
        return line.shared().isEmpty() ? Optional.empty() : Optional.of(line);
    }

    @Override
    public Trials trials() {
        return new SpeechTrials(model, split, clips.test(), features);
    }
}
