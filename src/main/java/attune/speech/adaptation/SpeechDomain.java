package attune.speech.adaptation;

import attune.corpus.Manifest;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Datasets;
import attune.runs.Domain;
import attune.runs.Source;
import attune.speech.HeldOutClips;
import attune.speech.SpeechModel;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Speech recognisers as models to be adapted. */
public final class SpeechDomain implements Domain<SpeechPart> {
    private final SpeechChoices choices;
    private final FeatureStore features;

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
        this.choices = choices;
        this.features = features;
    }

    @Override
    public String example() {
        return "clip";
    }

    @Override
    public Class<SpeechPart> partType() {
        return SpeechPart.class;
    }

    @Override
    public ComputedOn computedOn(ComputationGraph network) {
        return ComputedOn.here(network);
    }

    @Override
    public Source<SpeechPart> open(Path model, Datasets data, Progress progress) throws IOException {
        SpeechModel source = SpeechModel.open(model);
        choices.language().check();
        Split split = TrainAndDev.read(data.train(), data.dev(), source.format().textNormalizer());
        List<Utterance> test = data.test().isEmpty() ? List.of() : HeldOutClips.read(data.test());
        Leaks leaks = new Leaks(split.train(), progress);
        if (!data.dev().isEmpty()) { // a part of train that is set aside is not learnt from
            leaks.warn("dev", split.dev());
        }
        leaks.warn("test", test);
        return new SpeechSource(source, split, test, choices.heldOut(data.test()), features);
    }

    @Override
    public Source<SpeechPart> forPreview(Path model, List<Path> train) throws IOException {
        SpeechModel source = SpeechModel.open(model);
        Split texts = new Split(train.isEmpty() ? List.of() : Manifest.read(train), List.of());
        return new SpeechSource(source, texts, List.of(), choices, features);
    }
}
