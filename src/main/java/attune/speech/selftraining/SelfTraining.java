package attune.speech.selftraining;

import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.files.AtomicFile;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Data;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.LearntFrom;
import attune.runs.RunDirectory;
import attune.runs.RunOutcome;
import attune.runs.Source;
import attune.runs.SourceDigest;
import attune.speech.SpeechModel;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adapts a speech model to transcribed speech, lets it transcribe the rest, and adapts again to both, in rounds. The
 * folder of the run has a run directory for each round, and can be resumed wherever it was stopped.
 */
public final class SelfTraining {
    private final SpeechDomain domain;
    private final AdaptationRequest request;
    private final Untranscribed rest;

    /**
     * A job.
     *
     * @param domain how to adapt
     * @param request what to adapt to the transcribed speech; {@code out} is the folder of all rounds
     * @param rest the other recordings
     */
    public SelfTraining(SpeechDomain domain, AdaptationRequest request, Untranscribed rest) {
        this.domain = domain;
        this.request = request;
        this.rest = rest;
    }

    /**
     * Adapts.
     *
     * @param ifPresent what to do with an existing run; to finish it ends with the best round so far
     * @param progress notified of every round
     * @return the best round's model and how its training went
     * @throws attune.fault.UserFault if any input is wrong
     * @throws IOException if the disk refuses
     */
    public Adaptation.Result run(IfPresent ifPresent, Progress progress) throws IOException {
        request.requireComplete();
        RunDirectory.check(request.out(), ifPresent);
        Source<SpeechPart> source = domain.open(request.model(), request.data(), progress);
        new Adaptation<>(domain, request).layers(source);
        source.check(source.settle(request.training().augment()));
        Rest found = Rest.of(rest.inputs(), transcribed(), progress);
        Data data = source.data();
        SelfTrainingPlan plan = new SelfTrainingPlan(
                SourceDigest.of(request.model()),
                LearntFrom.of(request.data(), data.sha256()),
                rest.inputs().stream().map(Path::toString).toList(),
                found.sha256(),
                rest.rounds());
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent, inputs(data))) {
            if (ifPresent.takesUp()) {
                SelfTrainingPlan.read(request.out()).requireSame(plan, request.out(), data.contents());
            }
            run.writePlan(plan);
            return run.resumable(() -> {
                Rounds rounds = new Rounds(domain, request, run, progress);
                boolean finish = ifPresent == IfPresent.FINISH;
                rounds.first(source, finish);
                Adaptation.Result result = conclude(run, rounds.others(found, rest.rounds(), finish), data.rejected());
                result.againstSource().ifPresent(against -> against.tell(progress));
                return result;
            });
        }
    }

    /**
     * Refuses to take up a run of this kind without its recordings, which only {@link #run} can do.
     *
     * @param out the run's folder
     * @param ifPresent what to do with an existing run
     * @throws attune.fault.UserFault if it is to be taken up, and learns from recordings without transcripts
     * @throws IOException if the disk refuses
     */
    public static void requireNotBegun(Path out, IfPresent ifPresent) throws IOException {
        if (ifPresent.takesUp()) {
            SelfTrainingPlan.requireNone(out);
        }
    }

    /** Set by set: the same clip may be in several. Lines that cannot be read are refused or left out by the adaptation. */
    private List<Utterance> transcribed() {
        Datasets data = request.data();
        return Stream.of(data.train(), data.dev(), data.test())
                .flatMap(set -> Manifest.salvage(set, Columns.OBVIOUS).utterances().stream())
                .toList();
    }

    private List<Path> inputs(Data data) {
        return Stream.of(request.inputs(data), rest.inputs())
                .flatMap(List::stream)
                .toList();
    }

    /** Copies the best round's model, which also says what it learnt from. */
    private Adaptation.Result conclude(RunDirectory run, List<Round> rounds, int rejected) throws IOException {
        Optional<Round> kept = rounds.stream().filter(Round::kept).reduce((earlier, later) -> later);
        RoundFolder best = new RoundFolder(request.out(), kept.map(Round::round).orElse(0));
        Path bundle = run.file(Adaptation.BUNDLE);
        if (kept.isPresent()) {
            SpeechModel.open(best.run().bundle())
                    .with(Map.of("drafts", provenance(kept.get())))
                    .write(bundle);
        } else {
            AtomicFile.write(bundle, to -> Files.copy(best.run().bundle(), to));
        }
        Manifest.write(run.file("dev.jsonl"), Manifest.read(best.dev()));
        RunOutcome outcome = best.run().outcome();
        run.write(RunOutcome.FILE, new SelfTrainingOutcome(outcome, best.round(), rounds));
        return new Adaptation.Result(
                bundle,
                Files.readString(best.run().folder().resolve("layers.txt")),
                new Trainer.Outcome(outcome.bestEpoch(), outcome.bestScore(), outcome.stoppedEarly()),
                Optional.ofNullable(outcome.againstSource()),
                List.of(),
                rejected);
    }

    private static String provenance(Round round) {
        return String.format(
                Locale.ROOT,
                "%d clips, %.2f hours, transcribed by the model of round %d",
                round.learnt(),
                round.learntMinutes() / 60,
                round.round() - 1);
    }
}
