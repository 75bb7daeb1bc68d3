package attune.sweeps;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Domain;
import attune.runs.MemberRun;
import attune.runs.Overrides;
import attune.runs.PlanPart;
import attune.runs.Source;
import attune.runs.Trials;
import attune.surgery.LayerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One run of a sweep.
 *
 * @param domain the kind of model
 * @param common what all runs share; its {@code out} is the sweep's folder
 * @param what the try
 * @param seed of the run
 * @param <P> the domain's own part of a run's plan
 */
record SweepMember<P extends PlanPart>(Domain<P> domain, AdaptationRequest common, Try what, long seed) {

    MemberRun run() {
        return new MemberRun(common.out().resolve(what.folder()).resolve("seed-" + seed));
    }

    /** Operates in memory, so that an impossible try is refused before anything is written. */
    LayerTable layers(Source<P> source) {
        try {
            return adaptation(common.model()).layers(source);
        } catch (UserFault impossible) {
            throw impossible.within(named("try") + " " + what.text());
        }
    }

    /** Trains, resuming a killed run and skipping a finished one. */
    void train(Source<P> source, Progress progress) throws IOException {
        if (run().isFinished()) {
            return;
        }
        if (what.scratch()) {
            Path untrained = untrained(source.trials(), progress);
            // Problems in the data were reported when the sweep opened its source.
            Source<P> own = domain.open(untrained, common.data(), Progress.SILENT);
            adaptation(untrained).run(own, run().ifPresent(), progress);
        } else {
            adaptation(common.model()).run(source, run().ifPresent(), progress);
        }
    }

    private Adaptation<P> adaptation(Path model) {
        return new Adaptation<>(
                domain,
                common.from(model).into(run().folder()).with(what.trained()).with(training()));
    }

    /** Random weights are not worth mixing in. */
    private Overrides training() {
        Overrides own = common.training().with(what.settings()).withSeed(seed);
        return what.scratch() ? own.withBlend(false) : own;
    }

    /** Written once: by its digest a resumed run recognises the same model. */
    private Path untrained(Trials trials, Progress progress) throws IOException {
        Path bundle = common.out().resolve(what.folder()).resolve("untrained-" + seed + ".attune");
        if (!Files.exists(bundle)) {
            trials.writeUntrained(seed, common.command(), bundle, progress);
        }
        return bundle;
    }
}
