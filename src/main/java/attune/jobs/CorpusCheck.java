package attune.jobs;

import attune.audio.AudioReader;
import attune.corpus.ClipDurations;
import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.Overlap;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.CorpusCheckResult;
import attune.shards.JoinedParts;
import attune.shards.ShardedWork;
import attune.speech.ClipGroups;
import attune.speech.SpeechModel;
import attune.speech.inspection.Inspected;
import attune.speech.inspection.Inspection;
import attune.speech.inspection.Observed;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks for everything that is wrong with a corpus, and lists the clips that can be learnt from. */
public final class CorpusCheck {
    private final Request request;

    /**
     * What to do.
     *
     * @param model the bundle that is to learn from the corpus
     * @param manifests the corpus
     * @param heldOut what it must have nothing in common with; may be empty
     * @param listens whether the model listens to the clips, by far the longest part
     * @param out the folder for clean.jsonl, doubtful.jsonl and rejected.jsonl, none of which may exist; if empty, they
     *     are not written
     * @param columns of manifests that are tables
     */
    public record Request(
            Path model,
            List<Path> manifests,
            List<Path> heldOut,
            boolean listens,
            Optional<Path> out,
            Columns columns) {
        /** Copies the lists. */
        public Request {
            manifests = List.copyOf(manifests);
            heldOut = List.copyOf(heldOut);
        }
    }

    /**
     * A job.
     *
     * @param request what to do
     */
    public CorpusCheck(Request request) {
        this.request = request;
    }

    /**
     * Checks.
     *
     * @param progress is told of every clip
     * @return what was found
     * @throws UserFault if a manifest is none, or nothing in it can be read
     * @throws IOException if the disk refuses
     */
    public CorpusCheckResult run(Progress progress) throws IOException {
        requireNew();
        SpeechModel model = SpeechModel.open(request.model());
        Sets sets = sets();
        Inspection inspection = inspection(model);
        return concluded(sets, model, inspection.of(sets.corpus.utterances(), sets.heldOut, progress));
    }

    /**
     * Looks at a part of the clips, about alike in seconds of sound, each by itself.
     *
     * @param place which part, and where it goes; one that is there is done
     * @param progress is told of every clip
     * @return the part
     * @throws UserFault if a manifest is none, or nothing in it can be read
     * @throws IOException if the disk refuses
     */
    public ShardedWork.Part run(ShardedWork.Place place, Progress progress) throws IOException {
        Sets sets = sets();
        int corpus = sets.corpus.utterances().size();
        double[] seconds = ClipDurations.estimate(sets.all(), new AudioReader()::durationSeconds, progress);
        List<int[]> all = new ArrayList<>(ClipGroups.of(Arrays.copyOf(seconds, corpus)));
        IntStream.range(corpus, seconds.length).forEach(clip -> all.add(new int[] {clip}));
        return work(sets).write(place, all, seconds, (groups, results) -> {
            Inspection inspection = inspection(SpeechModel.open(request.model()));
            List<int[]> learnt =
                    groups.stream().filter(group -> group[0] < corpus).toList();
            List<int[]> heldOut = groups.subList(learnt.size(), groups.size());
            inspection
                    .observe(ClipWork.pick(learnt, sets.all()), ClipGroups.ends(learnt, seconds), progress)
                    .forEach(one -> results.add(one, true));
            inspection.measure(ClipWork.pick(heldOut, sets.all()), progress).forEach(one -> results.add(one, true));
        });
    }

    /**
     * Compares all clips, as {@link #run(Progress)} would, with what parts say of each.
     *
     * @param parts all of them
     * @return what was found
     * @throws UserFault if parts are missing, or are of other inputs or another model
     * @throws IOException if the disk refuses
     */
    public CorpusCheckResult join(JoinedParts parts) throws IOException {
        requireNew();
        Sets sets = sets();
        List<Observed> observed = new ArrayList<>();
        work(sets).read(parts, (item, one, part) -> observed.add(one));
        SpeechModel model = SpeechModel.open(request.model());
        int corpus = sets.corpus.utterances().size();
        return concluded(
                sets,
                model,
                inspection(model)
                        .judge(
                                sets.corpus.utterances(),
                                observed.subList(0, corpus),
                                sets.heldOut,
                                observed.subList(corpus, observed.size())));
    }

    /** The corpus, and the clips that it must have nothing in common with. */
    private record Sets(Manifest.Salvaged corpus, List<Utterance> heldOut) {
        List<Utterance> all() {
            return Stream.concat(corpus.utterances().stream(), heldOut.stream()).toList();
        }
    }

    private Sets sets() {
        Manifest.Salvaged corpus = Manifest.salvage(request.manifests(), request.columns());
        requireClips(corpus);
        return new Sets(
                corpus, request.heldOut().isEmpty() ? List.of() : Manifest.read(request.heldOut(), request.columns()));
    }

    private ShardedWork<Observed> work(Sets sets) throws IOException {
        String options = sets.heldOut.size() + " held-out clips, " + (request.listens() ? "" : "not ") + "listening";
        return ClipWork.of("corpus check", sets.all(), List.of(request.model()), options, Observed.class);
    }

    private Inspection inspection(SpeechModel model) {
        Inspection inspection = new Inspection(model.format());
        return request.listens() ? inspection.listeningWith(model) : inspection;
    }

    private CorpusCheckResult concluded(Sets sets, SpeechModel model, List<Inspected> clips) throws IOException {
        CheckedCorpus checked = new CheckedCorpus(clips);
        if (request.out().isPresent()) {
            checked.write(request.out().get());
        }
        List<Utterance> corpus = sets.corpus.utterances();
        TextNormalizer normalizer = model.format().textNormalizer();
        return checked.result(
                sets.corpus.faults(),
                CheckedCorpus.changes(corpus, normalizer),
                sets.heldOut.isEmpty() ? null : Overlap.of(corpus, sets.heldOut, normalizer));
    }

    private void requireClips(Manifest.Salvaged corpus) {
        if (corpus.utterances().isEmpty()) {
            throw corpus.faults().stream()
                    .findFirst()
                    .orElseGet(() -> Manifest.empty(request.manifests().get(0)));
        }
    }

    private void requireNew() {
        request.out().ifPresent(folder -> NewFiles.requireAbsent(CheckedCorpus.files(folder), "folder"));
    }
}
