package attune.jobs;

import attune.audio.AudioReader;
import attune.corpus.ClipDurations;
import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.TextCounts;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.results.CorpusStatsResult;
import attune.results.CorpusStatsResult.Count;
import attune.results.CorpusStatsResult.Lengths;
import attune.results.CorpusStatsResult.OfSet;
import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Says what is in a corpus. One manifest after another is in memory, and of those before only the first one's words. */
public final class CorpusStats {
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;
    private static final int FREQUENT_WORDS = 20;

    private final Request request;

    /**
     * What to look at.
     *
     * @param manifests each is described; the words of the later ones are compared with those of the first
     * @param columns of manifests that are tables
     */
    public record Request(List<Path> manifests, Columns columns) {
        /** Copies the list. */
        public Request {
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * A job.
     *
     * @param request what to look at
     */
    public CorpusStats(Request request) {
        this.request = request;
    }

    /**
     * Counts.
     *
     * @param progress is told of files that are measured, since their manifest does not give their length
     * @return the figures of each manifest
     * @throws attune.fault.UserFault if anything given is wrong
     */
    public CorpusStatsResult run(Progress progress) {
        List<OfSet> sets = new ArrayList<>();
        Set<String> known = Set.of();
        for (Path manifest : request.manifests()) {
            List<Utterance> read = Manifest.read(manifest, request.columns());
            List<Utterance> clips = ClipDurations.fill(read, new AudioReader()::durationSeconds, progress);
            TextCounts counts = TextCounts.of(clips, NORMALIZER);
            if (sets.isEmpty()) {
                known = counts.words().keySet();
                sets.add(set(manifest, clips, counts, OptionalDouble.empty()));
            } else {
                sets.add(set(manifest, clips, counts, OptionalDouble.of(newShare(counts, known))));
            }
        }
        return new CorpusStatsResult(sets);
    }

    private static double newShare(TextCounts counts, Set<String> known) {
        return share(counts.unseen(known), (double) TextCounts.total(counts.words()));
    }

    private static double share(long part, double whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static OfSet set(Path manifest, List<Utterance> clips, TextCounts counts, OptionalDouble newWordShare) {
        Map<String, Long> words = counts.words();
        long once = words.values().stream().filter(count -> count == 1).count();
        return new OfSet(
                manifest.toString(),
                clips.size(),
                (int) clips.stream()
                        .filter(clip -> clip.text().orElse("").isBlank())
                        .count(),
                clips.stream()
                                .mapToDouble(clip -> clip.clip().knownDurationSeconds())
                                .sum()
                        / 3600,
                (int) clips.stream()
                        .flatMap(clip -> clip.speaker().stream())
                        .distinct()
                        .count(),
                lengths(clips),
                share(TextCounts.total(counts.letters()), counts.seconds()),
                share(TextCounts.total(words), counts.seconds() / 60),
                TextCounts.total(words),
                words.size(),
                share(once, words.size()),
                newWordShare,
                mostFrequent(words).stream().limit(FREQUENT_WORDS).toList(),
                mostFrequent(counts.letters()));
    }

    private static List<Count> mostFrequent(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::text))
                .toList();
    }

    private static Lengths lengths(List<Utterance> clips) {
        double[] seconds = clips.stream()
                .mapToDouble(clip -> clip.clip().knownDurationSeconds())
                .sorted()
                .toArray();
        return new Lengths(
                seconds[0],
                quantile(seconds, 0.1),
                quantile(seconds, 0.5),
                quantile(seconds, 0.9),
                seconds[seconds.length - 1]);
    }

    /** The smallest value that so great a share does not exceed. */
    private static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
