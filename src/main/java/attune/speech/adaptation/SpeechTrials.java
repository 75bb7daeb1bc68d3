package attune.speech.adaptation;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.evaluation.Interval;
import attune.evaluation.RepeatedRuns;
import attune.evaluation.ScoredClip;
import attune.features.FrontEnd;
import attune.features.LogMelFrontEnd;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Rates;
import attune.runs.Trials;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.HeldOutClips;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.store.FeatureStore;
import attune.surgery.Surgery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a sweep needs of a speech model and its clips. */
final class SpeechTrials implements Trials {
    private final SpeechModel source;
    private final Split split;
    private final List<Utterance> test;
    private final FeatureStore features;

    SpeechTrials(SpeechModel source, Split split, List<Utterance> test, FeatureStore features) {
        this.source = source;
        this.split = split;
        this.test = test;
        this.features = features;
    }

    @Override
    public boolean hasTest() {
        return !test.isEmpty();
    }

    /** The front end takes its statistics from this speech, as a new model's would. */
    @Override
    public void writeUntrained(long seed, String command, Path bundle, Progress progress) throws IOException {
        SpeechFormat old = source.format();
        SpeechFormat format = new SpeechFormat(hearing(old.frontEnd(), progress), old.alphabet(), old.normalizer());
        ComputationGraph network = Surgery.untrained(source.network(), new RunSeed(seed));
        ProvenanceStep step = new ProvenanceStep(
                "random weights",
                Instant.now(),
                command,
                ComputedOn.recurrent(network).conditions("none", seed),
                null,
                Map.of());
        SpeechModel untrained =
                SpeechModel.of(network, format, source.metadata().licence(), List.of(step));
        source.language()
                .map(language -> untrained.with(language, Optional.empty()))
                .orElse(untrained)
                .write(bundle);
    }

    /** A front end that normalises by corpus statistics takes those of this corpus; DeepSpeech's has none. */
    private FrontEnd hearing(FrontEnd old, Progress progress) {
        return old instanceof LogMelFrontEnd logMel
                ? logMel.with(features.statistics(split.train(), logMel, progress))
                : old;
    }

    /** Scores greedily: a language model's weight was tuned on dev, and would hide differences between the networks. */
    @Override
    public RepeatedRuns score(List<Path> bundles, HeldOut on, Progress progress) throws IOException {
        List<Utterance> clips = on == HeldOut.DEV ? split.dev() : test;
        List<List<ScoredClip>> runs = new ArrayList<>();
        for (Path bundle : bundles) {
            SpeechModel model = SpeechModel.open(bundle);
            progress.begin(bundle.getFileName() + ": transcribing", clips.size());
            runs.add(HeldOutClips.score(model, DecodingOptions.GREEDY.decoder(model), clips, progress));
        }
        return RepeatedRuns.ofClips(runs);
    }

    @Override
    public Rates rates(RepeatedRuns scored, Interval interval) {
        return WordRates.of(scored, interval);
    }
}
