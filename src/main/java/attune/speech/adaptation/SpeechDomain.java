package attune.speech.adaptation;

import attune.corpus.Manifest;
import attune.corpus.SkipBad;
import attune.corpus.Split;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Datasets;
import attune.runs.Domain;
import attune.runs.Source;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.store.FeatureStore;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Speech recognisers as models to adapt. */
public final class SpeechDomain implements Domain<SpeechPart> {
    private final SpeechChoices choices;
    private final FeatureStore features;
    private final Optional<SkipBad> skip;

    /**
     * The domain, with the features of all clips kept in memory.
     *
     * @param choices what is asked besides the operation
     */
    public SpeechDomain(SpeechChoices choices) {
        this(choices, new FeatureStore());
    }

    /**
     * The domain.
     *
     * @param choices what is asked besides the operation
     * @param features where features are kept
     */
    public SpeechDomain(SpeechChoices choices, FeatureStore features) {
        this(choices, features, Optional.empty());
    }

    private SpeechDomain(SpeechChoices choices, FeatureStore features, Optional<SkipBad> skip) {
        this.choices = choices;
        this.features = features;
        this.skip = skip;
    }

    /**
     * The same, leaving out training and dev clips that cannot be learnt from instead of refusing them. Each is warned
     * of.
     *
     * @param few how many of either set may be left out
     * @return the domain
     */
    public SpeechDomain skippingBad(SkipBad few) {
        return new SpeechDomain(choices, features, Optional.of(few));
    }

    @Override
    public String example() {
        return "clip";
    }

    @Override
    public Class<SpeechPart> partType() {
        return SpeechPart.class;
    }

    /** Which clips are held out where no dev is given depends on their normalised texts. What is asked for goes first. */
    @Override
    public SpeechDomain reading(SpeechPart part) {
        if (choices.normalizer().isPresent()) {
            return this;
        }
        return new SpeechDomain(choices.withNormalizer(TextNormalizer.named(part.normalizer())), features, skip);
    }

    @Override
    public ComputedOn computedOn(ComputationGraph network) {
        return ComputedOn.recurrent(network);
    }

    @Override
    public Source<SpeechPart> open(Path model, Datasets data, Progress progress) throws IOException {
        SpeechModel source = SpeechModel.open(model);
        choices.language().check();
        SpeechFormat format = choices.format(source.format());
        LearnableClips learnable = new LearnableClips(format, choices, skip, data, progress);
        Clips clips = Clips.of(data, format.textNormalizer(), learnable);
        clips.tellLeaks(progress);
        clips.tellChanges(format.textNormalizer(), progress);
        return new SpeechSource(source, clips, data.replay().share(), choices.heldOut(data.test()), features, progress);
    }

    @Override
    public Source<SpeechPart> forPreview(Path model, List<Path> train) throws IOException {
        SpeechModel source = SpeechModel.open(model);
        Split texts = new Split(train.isEmpty() ? List.of() : Manifest.read(train), List.of());
        return new SpeechSource(
                source,
                new Clips(texts, List.of(), List.of(), false, 0, texts.train()),
                0,
                choices,
                features,
                Progress.SILENT);
    }
}
