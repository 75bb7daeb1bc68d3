package attune.speech.adaptation;

import attune.corpus.FirstMinutes;
import attune.corpus.Folds;
import attune.corpus.Manifest;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Datasets;
import attune.runs.Domain;
import attune.runs.Part;
import attune.runs.Source;
import attune.speech.HeldOutClips;
import attune.speech.SpeechModel;
import attune.speech.learning.TrainAndDev;
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
        return ComputedOn.recurrent(network);
    }

    @Override
    public Source<SpeechPart> open(Path model, Datasets data, Progress progress) throws IOException {
        SpeechModel source = SpeechModel.open(model);
        choices.language().check();
        Clips clips = Clips.of(data, source.format().textNormalizer(), progress);
        Leaks leaks = new Leaks(clips.split.train(), progress);
        if (!data.dev().isEmpty()) { // a part of train that is held out is not trained on
            leaks.warn("dev", clips.split.dev());
        }
        leaks.warn("test", clips.test);
        return new SpeechSource(source, clips.split, clips.test, choices.heldOut(data.test()), features);
    }

    /** Training and dev clips, and test clips, by which nothing is chosen. */
    private record Clips(Split split, List<Utterance> test) {

        static Clips of(Datasets data, TextNormalizer normalizer, Progress progress) {
            List<Utterance> all = TrainAndDev.read(data.train(), progress);
            Optional<Part.AllBut> leftOut = data.part().leftOut();
            if (leftOut.isPresent()) {
                int fold = leftOut.get().fold();
                Folds folds = Folds.of(all, leftOut.get().folds(), normalizer);
                return new Clips(
                        TrainAndDev.split(folds.allBut(fold), data.dev(), normalizer, progress), folds.heldOut(fold));
            }
            Split split = TrainAndDev.split(all, data.dev(), normalizer, progress);
            List<Utterance> test = data.test().isEmpty() ? List.of() : HeldOutClips.read(data.test(), progress);
            List<Utterance> train = data.part()
                    .amount()
                    .map(part -> FirstMinutes.of(split.train(), part.minutes(), names(data.train())))
                    .orElse(split.train());
            return new Clips(new Split(train, split.dev()), test);
        }

        private static String names(List<Path> manifests) {
            return String.join(" ", manifests.stream().map(Path::toString).toList());
        }
    }

    @Override
    public Source<SpeechPart> forPreview(Path model, List<Path> train) throws IOException {
        SpeechModel source = SpeechModel.open(model);
        Split texts = new Split(train.isEmpty() ? List.of() : Manifest.read(train), List.of());
        return new SpeechSource(source, texts, List.of(), choices, features);
    }
}
