package attune.speech.selftraining;

import attune.corpus.Clip;
import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.RunDirectory;
import attune.runs.RunTraining;
import attune.runs.Source;
import attune.speech.SpeechModel;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Drafts and learns, round after round; what was done before a restart is found again. */
final class Rounds {
    private final SpeechDomain domain;
    private final AdaptationRequest request;
    private final RunDirectory run;
    private final Progress progress;

    /**
     * Rounds.
     *
     * @param domain how to adapt
     * @param request what to adapt to the transcribed speech
     * @param run the folder of all rounds
     * @param progress notified of every round
     */
    Rounds(SpeechDomain domain, AdaptationRequest request, RunDirectory run, Progress progress) {
        this.domain = domain;
        this.request = request;
        this.run = run;
        this.progress = progress;
    }

    /** Learns from the transcribed speech. */
    void first(Source<SpeechPart> source, boolean finish) throws IOException {
        RoundFolder first = folder(0);
        if (first.run().isFinished()) {
            return;
        }
        if (finish && first.run().ifPresent() != IfPresent.RESUME) {
            throw RunTraining.nothingToFinish(request.out());
        }
        progress.note("round 0: learning from what is transcribed");
        adapt(
                request.into(first.run().folder()),
                source,
                finish ? IfPresent.FINISH : first.run().ifPresent());
    }

    /**
     * Learns from drafts, too, as long as that helps.
     *
     * @param rest what to draft
     * @param most how many rounds at most
     * @param finish whether to begin and continue none
     * @return the rounds that are done, of which only the last may be no better than the one before
     */
    List<Round> others(Rest rest, int most, boolean finish) throws IOException {
        List<Round> rounds = new ArrayList<>();
        RoundFolder best = folder(0);
        for (int number = 1; number <= most; number++) {
            RoundFolder next = folder(number);
            if (finish && !next.run().isFinished()) {
                break;
            }
            Optional<Round> drafted = drafted(best, next, rest);
            if (drafted.isEmpty()) {
                break;
            }
            if (!next.run().isFinished()) {
                AdaptationRequest both =
                        request.with(both(next)).into(next.run().folder());
                adapt(
                        both,
                        domain.open(both.model(), both.data(), progress),
                        next.run().ifPresent());
            }
            Round round = judged(drafted.get(), best, next);
            rounds.add(round);
            if (!round.kept()) {
                break;
            }
            best = next;
        }
        return rounds;
    }

    private RoundFolder folder(int round) {
        return new RoundFolder(request.out(), round);
    }

    private void adapt(AdaptationRequest one, Source<SpeechPart> source, IfPresent ifPresent) throws IOException {
        new Adaptation<>(domain, one).run(source, ifPresent, progress).notes().forEach(progress::note);
    }

    private Round judged(Round round, RoundFolder before, RoundFolder after) throws IOException {
        double old = before.run().outcome().bestScore();
        double score = after.run().outcome().bestScore();
        progress.note(String.format(
                Locale.ROOT,
                "round %d: dev score %.4f, before %.4f: %s",
                round.round(),
                score,
                old,
                score < old ? "kept" : "not kept, and the last"));
        return round.scored(score, score < old);
    }

    /** What a round learns from besides the transcribed clips; empty if the model is sure of nothing. */
    private Optional<Round> drafted(RoundFolder by, RoundFolder next, Rest rest) throws IOException {
        if (Files.exists(next.facts())) {
            return Optional.of(next.readFacts());
        }
        SpeechModel model = SpeechModel.open(by.run().bundle());
        Drafting drafting = new Drafting(model);
        List<Utterance> dev = Manifest.read(by.dev());
        progress.begin("drafting dev", dev.size());
        Optional<Sureness> limits = Sureness.on(drafting.of(dev, progress).stream()
                .filter(Draft::isWhole)
                .map(draft -> Sureness.Judged.of(draft, model.format().textNormalizer()))
                .toList());
        if (limits.isEmpty()) {
            progress.note("round " + next.round() + ": on dev, even the surest drafts have too many errors; the rest is"
                    + " not learnt from");
            return Optional.empty();
        }
        progress.begin("drafting the rest", rest.recordings().size());
        List<Draft> all = drafting.of(rest.recordings(), progress);
        List<Utterance> sure = Learnable.of(
                all.stream().filter(limits.get()::allows).map(Draft::utterance).toList(), model.format());
        Round round = Round.drafted(next.round(), all.size(), sure, limits.get());
        progress.note(round.text());
        if (sure.isEmpty()) {
            return Optional.empty();
        }
        Manifest.write(next.drafts(), sure);
        run.write(next.facts().getFileName().toString(), round);
        return Optional.of(round);
    }

    /** Transcribed clips and drafts. Dev clips that were set aside must stay so. */
    private Datasets both(RoundFolder next) throws IOException {
        Datasets given = request.data();
        if (!given.dev().isEmpty()) {
            return given.withTrain(Stream.concat(given.train().stream(), Stream.of(next.drafts()))
                    .toList());
        }
        Path dev = folder(0).dev();
        Set<String> setAside = Manifest.read(dev).stream().map(Rounds::place).collect(Collectors.toSet());
        Path train = run.file("transcribed.jsonl");
        Manifest.write(
                train,
                Manifest.salvage(given.train(), Columns.OBVIOUS).utterances().stream()
                        .filter(one -> !setAside.contains(place(one)))
                        .toList());
        return given.withTrain(List.of(train, next.drafts())).withDev(dev);
    }

    private static String place(Utterance one) {
        return Clip.name(one.clip().audio().toString(), one.clip().offsetSeconds());
    }
}
