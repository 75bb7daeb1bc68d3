package attune.jobs;

import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.evaluation.Bootstrap;
import attune.evaluation.Evaluation;
import attune.evaluation.RepeatedRuns;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.SpeechModel;
import attune.speech.learning.NewOutput;
import attune.speech.store.FeatureStore;
import attune.surgery.SurgeryPlan;
import attune.training.TrainingDivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which layers should learn? Tries several ways on the same speech, with the same seeds and settings, and ranks them on
 * dev. Ways that are not significantly worse than the best are ties, and the cheapest of them wins. Each run is an
 * ordinary run directory; a sweep that was stopped goes on where it was.
 */
public final class Sweep {
    private final Request request;
    private final FeatureStore features;

    /**
     * What to do.
     *
     * @param model the source bundle
     * @param train manifests to learn from
     * @param dev manifests to choose by; where empty, a tenth of train is set aside, the same for every run
     * @param test manifests to score each try on once, which choose nothing; may be empty
     * @param out the sweep's folder
     * @param tries what to try, at least one
     * @param seeds each try is run once with each of them, at least one
     * @param settings how to train, given what {@link AdaptDefaults} has for this model and so much speech; the seed in
     *     them does not matter
     * @param trunkCache as in {@link Adapt.Request}
     * @param language which language model the adapted models get; it takes no part in the ranking
     * @param command for the models' provenance
     */
    public record Request(
            Path model,
            List<Path> train,
            List<Path> dev,
            List<Path> test,
            Path out,
            List<Try> tries,
            List<Long> seeds,
            UnaryOperator<TrainingSettings> settings,
            boolean trunkCache,
            LanguageTexts language,
            String command) {

        /** Keeps copies; refuses what is given twice. */
        public Request {
            tries = List.copyOf(tries);
            seeds = List.copyOf(seeds);
            if (tries.isEmpty() || seeds.isEmpty()) {
                throw new IllegalArgumentException("a sweep needs at least one try and one seed");
            }
            Set<String> folders = new HashSet<>();
            for (Try one : tries) {
                if (!folders.add(one.folder())) {
                    throw new UserFault("--try " + one.text(), "is given twice", "give it once");
                }
            }
            if (new HashSet<>(seeds).size() != seeds.size()) {
                throw new UserFault("--seeds", "names a seed twice", "give each once");
            }
        }
    }

    /** The sweep's plan.json. Tries and seeds may change when it goes on; what they are compared on may not. */
    record Plan(
            String modelSha256,
            List<String> train,
            List<String> dev,
            String speechSha256,
            TrainingSettings settings,
            NewOutput output,
            RateFactors rates,
            boolean trunkCache,
            LanguageTexts language,
            List<String> tries,
            List<Long> seeds,
            ComputedOn computedOn) {
        Plan {
            Objects.requireNonNull(speechSha256, "speechSha256 is missing");
            Objects.requireNonNull(output, "output is missing");
            Objects.requireNonNull(rates, "rates is missing");
            Objects.requireNonNull(language, "language is missing");
            Objects.requireNonNull(computedOn, "computedOn is missing");
        }
    }

    /**
     * A job.
     *
     * @param request what to do
     * @param features where features are kept
     */
    public Sweep(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with a sweep that is there already
     * @param progress hears of every run
     * @return the ranking
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk refuses
     */
    public SweepResult run(RunFolder ifPresent, Progress progress) throws IOException {
        RunDirectory.check(request.out(), ifPresent);
        SpeechModel source = SpeechModel.open(request.model());
        Split split =
                TrainAndDev.read(request.train(), request.dev(), source.format().textNormalizer());
        HeldOut.check(request.test(), request.dev(), request.train(), progress);
        Plan plan = plan(source, split);
        TrainAndDev.check(split, source.format().with(plan.output.alphabet()));
        // Every try operates once before the folder is touched, so that none is found impossible hours later.
        List<Long> trained = new ArrayList<>();
        for (Try one : request.tries()) {
            trained.add(trainedParameters(one, source, plan.output, plan.settings));
        }
        try (RunDirectory folder = RunDirectory.open(request.out(), ifPresent, inputs(split, plan))) {
            if (ifPresent == RunFolder.RESUME) {
                Plan started = folder.readPlan(Plan.class);
                requireSame(started, plan);
                started.computedOn.warnIfElsewhere(plan.computedOn, progress);
            }
            folder.writePlan(plan);
            train(split.train(), progress);
            List<Utterance> test = request.test().isEmpty() ? List.of() : Evaluate.tests(request.test());
            List<SweepResult.Tried> tried = new ArrayList<>();
            for (int i = 0; i < trained.size(); i++) {
                tried.add(measure(request.tries().get(i), trained.get(i), new Judged(split.dev(), test), progress));
            }
            Path bundle = folder.file("adapted.attune");
            SweepResult result = SweepResult.of(tried, bundle, bootstrap());
            Path winner = Path.of(result.winner().bestRun()).resolve("adapted.attune");
            AtomicFile.write(bundle, out -> Files.copy(winner, out));
            folder.write("sweep.json", result);
            return result;
        }
    }

    private List<Path> inputs(Split split, Plan plan) {
        return TrainAndDev.files(
                split,
                List.of(
                        List.of(request.model()),
                        request.train(),
                        request.dev(),
                        request.test(),
                        TrainAndDev.audio(request.test()),
                        request.language().files(),
                        request.tries().get(0).operation().output().files(),
                        plan.settings.augment().files()));
    }

    private void train(List<Utterance> train, Progress progress) throws IOException {
        int done = 0;
        int runs = request.seeds().size() * request.tries().size();
        for (long seed : request.seeds()) {
            for (Try one : request.tries()) {
                done++;
                progress.note("run " + done + " of " + runs + ": " + one.text() + ", seed " + seed);
                try {
                    member(one, seed).train(request, train, features, progress);
                } catch (TrainingDivergedException e) {
                    throw new UserFault(
                            "--try " + one.text() + ", seed " + seed,
                            "training diverged: " + e.getMessage(),
                            "give it a lower learning-rate=, or leave it out, and go on with --resume",
                            e);
                }
            }
        }
    }

    private SweepMember member(Try what, long seed) {
        return new SweepMember(what, seed, request.out());
    }

    private long trainedParameters(Try what, SpeechModel source, NewOutput output, TrainingSettings common) {
        RunSeed seed = new RunSeed(request.seeds().get(0));
        TrainingSettings settings = member(what, seed.value()).settings(common);
        SurgeryPlan plan = StagedTraining.settled(what.trained().plan(source, output.alphabet()), settings.epochs());
        return OperatedModel.of(source, plan, output, what.trained().cut().rates(), seed)
                .table()
                .trainedParameters();
    }

    /** Clips to rank the tries on, and perhaps others that choose nothing. */
    private record Judged(List<Utterance> dev, List<Utterance> test) {}

    private SweepResult.Tried measure(Try what, long trained, Judged clips, Progress progress) throws IOException {
        List<SweepResult.Run> runs = new ArrayList<>();
        List<Evaluation> onDev = new ArrayList<>();
        List<Evaluation> onTest = new ArrayList<>();
        for (long seed : request.seeds()) {
            SweepMember member = member(what, seed);
            runs.add(new SweepResult.Run(member.run(), member.outcome()));
            onDev.add(evaluation(member, clips.dev, progress));
            if (!clips.test.isEmpty()) {
                onTest.add(evaluation(member, clips.test, progress));
            }
        }
        return new SweepResult.Tried(
                what.text(),
                trained,
                runs,
                RepeatedRuns.of(onDev),
                onTest.isEmpty() ? Optional.empty() : Optional.of(RepeatedRuns.of(onTest)));
    }

    /** Greedy: a language model's weight was tuned on dev, and it would hide differences of the networks. */
    private Evaluation evaluation(SweepMember member, List<Utterance> utterances, Progress progress)
            throws IOException {
        return Evaluation.of(
                Evaluate.transcribed(member.bundle(), DecodingOptions.GREEDY, utterances, progress), bootstrap());
    }

    private Bootstrap bootstrap() {
        return Bootstrap.usual(new RunSeed(request.seeds().get(0)));
    }

    private Plan plan(SpeechModel source, Split split) throws IOException {
        Operation common = request.tries().get(0).operation(); // but for which layers learn
        RateFactors rates = request.tries().stream()
                .filter(one -> !one.scratch())
                .findFirst()
                .map(one -> one.operation().cut().rates())
                .orElse(RateFactors.USUAL);
        return new Plan(
                SourceDigest.of(request.model()),
                TrainAndDev.names(request.train()),
                TrainAndDev.names(request.dev()),
                TrainAndDev.digest(split),
                request.settings().apply(AdaptDefaults.of(source, split.train())),
                common.output().resolve(source.format(), split.train()),
                rates,
                request.trunkCache(),
                request.language(),
                request.tries().stream().map(Try::text).toList(),
                request.seeds(),
                ComputedOn.here());
    }

    private void requireSame(Plan started, Plan wanted) {
        String where = request.out() + "/plan.json";
        SourceDigest.requireSame(request.out(), "sweep", started.modelSha256, wanted.modelSha256);
        RunDirectory.requireSameData(request.out(), "--train", started.train, wanted.train);
        RunDirectory.requireSameData(request.out(), "--dev", started.dev, wanted.dev);
        RunDirectory.requireSameContents(
                request.out(), TrainAndDev.CONTENTS, started.speechSha256, wanted.speechSha256);
        if (!started.settings.withSeed(0).equals(wanted.settings.withSeed(0))) {
            throw new UserFault(
                    where,
                    "this sweep was started with other training settings (" + started.settings + ")",
                    "give the same, or start anew with --overwrite");
        }
        if (!started.output.equals(wanted.output)
                || !started.rates.equals(wanted.rates)
                || started.trunkCache != wanted.trunkCache
                || !started.language.equals(wanted.language)) {
            throw new UserFault(
                    where,
                    "this sweep was started with another output, language model, trunk cache or other learning-rate factors",
                    "give the same options, or start anew with --overwrite");
        }
    }
}
