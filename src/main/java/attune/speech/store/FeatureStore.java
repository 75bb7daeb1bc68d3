package attune.speech.store;

import attune.audio.AudioReader;
import attune.corpus.UnreadableSound;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.features.BandStatistics;
import attune.features.CorpusStatistics;
import attune.features.LogMelFrontEnd;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Reads whole corpora on all cores: their features, and the statistics that normalise them. */
public final class FeatureStore {
    /**
     * Statistics are summed over groups of fixed size, then added in order, so that threads change no bit.
     */
    private static final int GROUP = 256;

    private final AudioReader audio = new AudioReader();

    private final FeatureKeys keys = new FeatureKeys(audio);
    private final Optional<FeatureCache> cache;

    private FeatureStore(Optional<FeatureCache> cache) {
        this.cache = cache;
    }

    /** Keeps features in memory, about 32 kB per second of speech. */
    public FeatureStore() {
        this(Optional.empty());
    }

    /**
     * Keeps features on disk, so that memory does not grow with the corpus and the next run finds them.
     *
     * @param cache where
     */
    public FeatureStore(FeatureCache cache) {
        this(Optional.of(cache));
    }

    /**
     * The features and labels of every utterance. Bit-identical with and without a cache.
     *
     * @param utterances with transcripts that have been checked
     * @param reading how the model reads them
     * @param progress is told of every clip, how many were in the cache, and of a cache that cannot be used
     * @return in the same order
     * @throws UserFault if audio cannot be read, naming all such files
     */
    public List<Example> examples(List<Utterance> utterances, Reading reading, Progress progress) {
        progress.begin("computing features", utterances.size());
        AtomicLong done = new AtomicLong();
        ClipReader reader = new ClipReader(audio, reading.frontEnd(), keys, cache);
        ConcurrentSkipListMap<Path, UserFault> faults = new ConcurrentSkipListMap<>();
        List<Optional<Example>> found = audio.inOnePass(() -> IntStream.range(0, utterances.size())
                .parallel()
                .mapToObj(i -> {
                    Optional<Example> example = example(utterances.get(i), reader, reading, faults);
                    tell(progress, done.incrementAndGet());
                    return example;
                })
                .toList());
        if (!faults.isEmpty()) {
            throw UnreadableSound.of(faults);
        }
        List<Example> examples = found.stream().flatMap(Optional::stream).toList();
        cache.ifPresent(present -> report(present, reader.found(), examples.size(), progress));
        return examples;
    }

    private static void report(FeatureCache cache, int found, int clips, Progress progress) {
        Optional<IOException> trouble = cache.takeTrouble();
        trouble.ifPresent(e -> progress.warn(cache.folder() + ": cannot keep features here (" + reason(e)
                + "); the run continues with them in memory; free some disk space, or choose another cache folder"));
        if (cache.takeFullness()) {
            progress.warn(
                    cache.folder() + ": no more room for features here; those of other clips are computed whenever"
                            + " they are used; free some disk space, or choose another cache folder");
        }
        if (trouble.isEmpty() || found > 0) {
            progress.note(String.format(Locale.ROOT, "features: %,d of %,d clips from the cache", found, clips));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such folder, and none can be made";
        }
        return e instanceof FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : String.valueOf(e.getMessage());
    }

    /**
     * Measures a corpus.
     *
     * @param utterances any
     * @param frontEnd how to compute features; its own statistics do not matter
     * @param progress is told of every clip
     * @return means and deviations of each band
     */
    public BandStatistics statistics(List<Utterance> utterances, LogMelFrontEnd frontEnd, Progress progress) {
        progress.begin("measuring the corpus", utterances.size());
        AtomicLong done = new AtomicLong();
        int groups = (utterances.size() + GROUP - 1) / GROUP;
        CorpusStatistics total = new CorpusStatistics(frontEnd);
        audio.inOnePass(() -> IntStream.range(0, groups)
                        .parallel()
                        .mapToObj(group -> {
                            CorpusStatistics counted = new CorpusStatistics(frontEnd);
                            int end = Math.min(utterances.size(), (group + 1) * GROUP);
                            for (Utterance utterance : utterances.subList(group * GROUP, end)) {
                                counted.add(ClipReader.waveform(audio, utterance.clip(), frontEnd.sampleRateHz()));
                                tell(progress, done.incrementAndGet());
                            }
                            return counted;
                        })
                        .toList())
                .forEach(total::merge);
        return total.statistics();
    }

    private static Optional<Example> example(
            Utterance utterance, ClipReader reader, Reading reading, Map<Path, UserFault> faults) {
        try {
            String text = reading.normalizer().normalize(utterance.requireText());
            return Optional.of(new Example(
                    utterance.id(),
                    reader.features(utterance.clip()),
                    text,
                    reading.alphabet().encode(text)));
        } catch (UserFault fault) { // the others are still looked at
            faults.put(utterance.clip().audio(), fault);
            return Optional.empty();
        }
    }

    /** Progress is told from one thread at a time. */
    private static void tell(Progress progress, long done) {
        synchronized (progress) {
            progress.at(done, "");
        }
        progress.stopIfRequested("while reading audio");
    }
}
