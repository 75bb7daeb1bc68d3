package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.evaluation.Bootstrap;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.BlendResult;
import attune.runs.ComputedOn;
import attune.runs.SourceDigest;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.ErrorRateScorer;
import attune.speech.learning.LabelRows;
import attune.speech.learning.Probe;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.Example;
import attune.speech.store.FeatureStore;
import attune.surgery.Interpolation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Mixes the weights of a source model and of what was adapted from it, in steps from the one to the other, and measures
 * each mixture on speech of the new domain and of the source's (Wortsman et al. 2022, arXiv 2109.01903): what an adaptation
 * has forgotten often comes back before what it has learnt is lost.
 */
public final class Blend {
    private final Request request;
    private final FeatureStore features;

    /**
     * What to do.
     *
     * @param source the bundle that was adapted
     * @param adapted what it became
     * @param dev manifests of the new domain, not trained on
     * @param sourceDev manifests of the source's domain, not trained on; may be empty
     * @param out the bundle to write, a new file; absent for none
     * @param steps number of steps between the two, at least 1
     * @param seed of the bootstrap
     * @param command for its provenance
     */
    public record Request(
            Path source,
            Path adapted,
            List<Path> dev,
            List<Path> sourceDev,
            Optional<Path> out,
            int steps,
            RunSeed seed,
            String command) {
        private static final int MOST_STEPS = 100;

        /** Copies the lists. */
        public Request {
            dev = List.copyOf(dev);
            sourceDev = List.copyOf(sourceDev);
            if (steps < 1 || steps > MOST_STEPS) {
                throw new UserFault(
                        named("steps"),
                        "must be from 1 to " + MOST_STEPS + ": " + steps,
                        "correct it, or leave it out");
            }
        }
    }

    /** Receives what was measured. */
    @FunctionalInterface
    public interface Results {
        /**
         * Called once.
         *
         * @param result the curve and the choice
         * @throws IOException if it cannot be passed on
         */
        void accept(BlendResult result) throws IOException;
    }

    /**
     * A job.
     *
     * @param request what to do
     * @param features cache of features
     */
    public Blend(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
    }

    /**
     * Blends.
     *
     * @param progress notified of every mixture, and warned if the models are not related
     * @param results receives what was measured, before the chosen mixture is written
     * @throws UserFault if the models cannot be mixed, or anything else given is wrong
     * @throws IOException if the disk fails
     */
    public void run(Progress progress, Results results) throws IOException {
        requireFree();
        SpeechModel source = SpeechModel.open(request.source());
        SpeechModel adapted = SpeechModel.open(request.adapted());
        requireSameFrontEnd(source, adapted);
        warnUnlessRelated(adapted, progress);
        Interpolation line = Interpolation.between(
                source.network(),
                adapted.network(),
                LabelRows.same(source.format().alphabet(), adapted.format().alphabet()));
        if (line.shared().isEmpty()) {
            throw new UserFault(
                    request.adapted().toString(),
                    "has no layer of " + request.source() + " to blend",
                    "give the model that it was adapted from");
        }
        Curve curve = curve(line, source, adapted, progress);
        BlendChoice choice = BlendChoice.of(curve.target, curve.ofSource, Bootstrap.usual(request.seed()));
        BlendResult result = choice.result(line, adapted.format().alphabet().size());
        results.accept(result);
        if (request.out().isPresent()) {
            write(line.at(result.chosen()), adapted, result, request.out().get());
        }
    }

    /** The clips of each mixture, from the source to the adapted model; those of the source's domain may be empty. */
    private record Curve(List<List<ScoredClip>> target, List<List<ScoredClip>> ofSource) {}

    private Curve curve(Interpolation line, SpeechModel source, SpeechModel adapted, Progress progress) {
        List<Example> target = examples(request.dev(), adapted.format(), progress);
        // Its texts may have letters that the adapted model no longer writes; to it these are errors.
        List<Example> ofSource =
                request.sourceDev().isEmpty() ? List.of() : examples(request.sourceDev(), source.format(), progress);
        Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
        progress.begin("scoring blends", request.steps() + 1);
        for (int step = 0; step <= request.steps(); step++) {
            ComputationGraph network = line.at((double) step / request.steps());
            curve.target.add(new ErrorRateScorer(target, adapted.format()).transcribed(network));
            if (!ofSource.isEmpty()) {
                curve.ofSource.add(new ErrorRateScorer(ofSource, adapted.format()).transcribed(network));
            }
            progress.at(step + 1, "");
            progress.stopIfRequested("while scoring blends");
        }
        return curve;
    }

    private List<Example> examples(List<Path> manifests, SpeechFormat format, Progress progress) {
        List<Utterance> clips = TrainAndDev.read(manifests, progress);
        TrainAndDev.check(new Split(List.of(), clips), format);
        return features.examples(clips, format.reading(), progress);
    }

    private void requireFree() {
        request.out().ifPresent(NewFiles::requireAbsent);
    }

    private void requireSameFrontEnd(SpeechModel source, SpeechModel adapted) {
        if (!source.format().frontEnd().equals(adapted.format().frontEnd())) {
            throw new UserFault(
                    request.adapted().toString(),
                    "hears sound through another front end than " + request.source(),
                    "give the model that it was adapted from");
        }
    }

    private void warnUnlessRelated(SpeechModel adapted, Progress progress) throws IOException {
        String digest = SourceDigest.of(request.source());
        if (adapted.metadata().provenance().stream().noneMatch(step -> digest.equals(step.parentSha256()))) {
            progress.warn(request.adapted() + " does not say that it was adapted from " + request.source()
                    + "; between models that are not related, every blend is worse than both");
        }
    }

    private void write(ComputationGraph network, SpeechModel adapted, BlendResult result, Path out) throws IOException {
        Map<String, String> results = new TreeMap<>();
        results.put("source sha256", SourceDigest.of(request.source()));
        results.put("weight of the adapted model", String.format(Locale.ROOT, "%.3f", result.chosen()));
        results.put("rule", result.rule());
        BlendResult.Point point = result.chosenPoint();
        results.put("dev WER", String.format(Locale.ROOT, "%.4f", point.target().wer()));
        if (point.source() != null) {
            results.put(
                    "source dev WER",
                    String.format(Locale.ROOT, "%.4f", point.source().wer()));
        }
        ProvenanceStep step = new ProvenanceStep(
                "blend",
                Instant.now(),
                request.command(),
                ComputedOn.recurrent(network)
                        .conditions(
                                point.target().clips() + " dev clips",
                                request.seed().value()),
                SourceDigest.of(request.adapted()),
                results);
        List<ProvenanceStep> provenance = new ArrayList<>(adapted.metadata().provenance());
        provenance.add(step);
        SpeechModel made =
                SpeechModel.of(network, adapted.format(), adapted.metadata().licence(), provenance);
        SpeechModel blended = Probe.in(adapted, request.adapted().toString())
                .map(probe -> probe.into(made))
                .orElse(made);
        adapted.language()
                .map(language -> blended.with(language, Optional.empty()))
                .orElse(blended)
                .write(out);
    }
}
