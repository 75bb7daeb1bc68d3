package attune.jobs;

import attune.audio.AudioReader;
import attune.corpus.ClipDurations;
import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.TextCounts;
import attune.corpus.ThreeSets;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.results.CorpusSplitResult;
import attune.seed.RunSeed;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Divides a corpus into train, dev and test. */
public final class CorpusSplit {
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;

    private final Request request;

    /**
     * What to do.
     *
     * @param manifests the corpus
     * @param out the folder for train.jsonl, dev.jsonl and test.jsonl, none of which may exist
     * @param shares of dev and test
     * @param seed draws the clips
     * @param columns of manifests that are tables
     */
    public record Request(List<Path> manifests, Path out, ThreeSets.Shares shares, long seed, Columns columns) {
        /** Copies the list. */
        public Request {
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * A job.
     *
     * @param request what to do
     */
    public CorpusSplit(Request request) {
        this.request = request;
    }

    /**
     * Divides.
     *
     * @param progress is told of files that are measured
     * @return what each set has
     * @throws attune.fault.UserFault if anything given is wrong
     * @throws IOException if the disk refuses
     */
    public CorpusSplitResult run(Progress progress) throws IOException {
        NewFiles.requireAbsent(
                Stream.of("train", "dev", "test").map(this::manifest).toList(), "folder");
        List<Utterance> read = Manifest.read(request.manifests(), request.columns());
        List<Utterance> all = ClipDurations.fill(read, new AudioReader()::durationSeconds, progress);
        ThreeSets sets = ThreeSets.of(all, request.shares(), NORMALIZER, new RunSeed(request.seed()));
        Set<String> known = TextCounts.of(sets.train(), NORMALIZER).words().keySet();
        List<CorpusSplitResult.OfSet> results = new ArrayList<>();
        write("train", sets.train(), known, results);
        write("dev", sets.dev(), known, results);
        write("test", sets.test(), known, results);
        return new CorpusSplitResult(results);
    }

    private Path manifest(String name) {
        return request.out().resolve(name + ".jsonl");
    }

    private void write(String name, List<Utterance> clips, Set<String> known, List<CorpusSplitResult.OfSet> results)
            throws IOException {
        if (clips.isEmpty()) {
            return;
        }
        Manifest.write(manifest(name), clips);
        TextCounts counts = TextCounts.of(clips, NORMALIZER);
        results.add(new CorpusSplitResult.OfSet(
                name,
                manifest(name).toString(),
                clips.size(),
                clips.stream()
                                .mapToDouble(one -> one.clip().knownDurationSeconds())
                                .sum()
                        / 60,
                (int) clips.stream()
                        .flatMap(one -> one.speaker().stream())
                        .distinct()
                        .count(),
                TextCounts.total(counts.words()),
                counts.unseen(known)));
    }
}
