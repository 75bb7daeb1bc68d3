package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.evaluation.JointComparison;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.SourceDigest;
import attune.speech.SpeechModel;
import attune.speech.learning.Probe;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Puts a probe of a model's own domain into its bundle, so that models adapted from it show what they forget. */
public final class AddProbe {
    /** What the provenance calls it. */
    static final String STEP = "probe";

    private static final double MOST_SECONDS = 600;

    private final Request request;
    private final FeatureStore features;

    /**
     * What to do.
     *
     * @param model the speech bundle
     * @param dev manifests of its own domain, not in its training data
     * @param seconds of speech at most, above 0 to 600
     * @param out the bundle to write: a new file, or the model's own
     * @param command for its provenance
     */
    public record Request(Path model, List<Path> dev, double seconds, Path out, String command) {
        /** Copies the list; refuses an amount out of range. */
        public Request {
            dev = List.copyOf(dev);
            if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
                throw new UserFault(
                        named("seconds"), "must be above 0 and at most 600, not '" + seconds + "'", "give 45");
            }
        }
    }

    /**
     * What was put in.
     *
     * @param probe the clips
     * @param errors the model's own on them, as baseline and as candidate
     */
    public record Result(Probe probe, JointComparison errors) {}

    /**
     * A job.
     *
     * @param request what to do
     * @param features cache of features
     */
    public AddProbe(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
    }

    /**
     * Makes the probe and writes the bundle. A probe that is there already is replaced.
     *
     * @param progress notified of the stages
     * @return the probe
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk fails
     */
    public Result run(Progress progress) throws IOException {
        NewFiles.requireAbsentOr(request.model, request.out);
        SpeechModel model = SpeechModel.open(request.model);
        List<Utterance> clips = TrainAndDev.read(request.dev, progress);
        TrainAndDev.check(new Split(List.of(), clips), model.format());
        Probe probe = Probe.of(model, features.examples(clips, model.format().reading(), progress), request.seconds)
                .orElseThrow(() -> new UserFault(
                        request.dev.get(0).toString(),
                        "has no clip with a text of at most " + request.seconds + " seconds",
                        "give shorter clips, or raise " + named("seconds")));
        ProvenanceStep step = new ProvenanceStep(
                STEP,
                Instant.now(),
                request.command,
                ComputedOn.recurrent(model.network())
                        .conditions(probe.clips().size() + " of " + clips.size() + " dev clips", 0),
                SourceDigest.of(request.model),
                Map.of());
        probe.into(model.after(step)).write(request.out);
        return new Result(probe, probe.compare(model.network(), model.format()));
    }
}
