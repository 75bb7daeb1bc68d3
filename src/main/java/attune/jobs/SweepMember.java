package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Utterance;
import attune.features.FrontEnd;
import attune.features.LogMelFrontEnd;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.store.FeatureStore;
import attune.surgery.Surgery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * One run of a sweep: an ordinary run directory, which a killed sweep finds again.
 *
 * @param what is tried
 * @param seed of the run
 * @param folder of the sweep
 */
record SweepMember(Try what, long seed, Path folder) {

    Path run() {
        return folder.resolve(what.folder()).resolve("seed-" + seed);
    }

    Path bundle() {
        return run().resolve("adapted.attune");
    }

    RunOutcome outcome() throws IOException {
        return RunDirectory.read(
                run().resolve(RunOutcome.FILE),
                "an outcome",
                "delete " + run() + " and go on with --resume, which trains it again",
                RunOutcome.class);
    }

    /** Trains, from where a killed run stopped, or not at all where it is done. */
    void train(Sweep.Request sweep, List<Utterance> train, FeatureStore features, Progress progress)
            throws IOException {
        if (Files.exists(bundle()) && Files.exists(run().resolve(RunOutcome.FILE))) {
            return;
        }
        Path model = what.scratch() ? untrained(sweep, train, features, progress) : sweep.model();
        Adapt.Request request = new Adapt.Request(
                model,
                sweep.train(),
                sweep.dev(),
                run(),
                what.trained(),
                usual -> settings(sweep.settings().apply(usual)),
                sweep.trunkCache(),
                sweep.language(),
                sweep.command());
        boolean begun = Files.exists(run().resolve("plan.json"));
        new Adapt(request, features).run(begun ? RunFolder.RESUME : RunFolder.OVERWRITE, progress);
    }

    TrainingSettings settings(TrainingSettings common) {
        return new NamedSettings(what.settings(), "--try " + what.text()).over(common, seed);
    }

    /**
     * The source's network as if nobody had trained it, as a bundle to adapt. It hears with the statistics of the speech
     * at hand, as a new model would. Written once: its digest tells the run that it is resumed with the same model.
     */
    private Path untrained(Sweep.Request sweep, List<Utterance> train, FeatureStore features, Progress progress)
            throws IOException {
        Path bundle = folder.resolve(what.folder()).resolve("untrained-" + seed + ".attune");
        if (!Files.exists(bundle)) {
            SpeechModel source = SpeechModel.open(sweep.model());
            SpeechFormat format = new SpeechFormat(
                    hearing(source.format().frontEnd(), train, features, progress),
                    source.format().alphabet(),
                    source.format().normalizer());
            ComputationGraph network = Surgery.untrained(source.network(), new RunSeed(seed));
            ProvenanceStep step = new ProvenanceStep(
                    "random weights",
                    Instant.now(),
                    sweep.command(),
                    ComputedOn.here(network).conditions("none", seed),
                    null,
                    Map.of());
            SpeechModel untrained =
                    SpeechModel.of(network, format, source.metadata().licence(), List.of(step));
            source.language()
                    .map(language -> untrained.with(language, Optional.empty()))
                    .orElse(untrained)
                    .write(bundle);
        }
        return bundle;
    }

    /** What normalises by a corpus's statistics takes those of this one; DeepSpeech's front end has none. */
    private static FrontEnd hearing(FrontEnd source, List<Utterance> train, FeatureStore features, Progress progress) {
        return source instanceof LogMelFrontEnd logMel
                ? logMel.with(features.statistics(train, logMel, progress))
                : source;
    }
}
