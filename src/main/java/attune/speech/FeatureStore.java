package attune.speech;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.features.BandStatistics;
import attune.features.CorpusStatistics;
import attune.features.LogMelFrontEnd;
import attune.progress.Progress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Reads whole corpora on all cores: their features, and the statistics that normalise them. */
public final class FeatureStore {
    /** Clips are counted in groups of fixed size whose sums are then added in order, so that threads change no bit. */
    private static final int GROUP = 256;

    private final AudioReader audio = new AudioReader();

    /**
     * The features and labels of every utterance, kept in memory (about 32 kB for a second of speech).
     *
     * @param utterances with transcripts that have been checked
     * @param format the model's
     * @param progress hears of every clip
     * @return in the same order
     */
    public List<Example> examples(List<Utterance> utterances, SpeechFormat format, Progress progress) {
        progress.begin("computing features", utterances.size());
        AtomicLong done = new AtomicLong();
        return IntStream.range(0, utterances.size())
                .parallel()
                .mapToObj(i -> {
                    Example example = example(utterances.get(i), format);
                    tell(progress, done.incrementAndGet());
                    return example;
                })
                .toList();
    }

    /**
     * Counts a corpus.
     *
     * @param utterances any
     * @param frontEnd how to hear them; its own statistics do not matter
     * @param progress hears of every clip
     * @return means and deviations of each band
     */
    public BandStatistics statistics(List<Utterance> utterances, LogMelFrontEnd frontEnd, Progress progress) {
        progress.begin("measuring the corpus", utterances.size());
        AtomicLong done = new AtomicLong();
        int groups = (utterances.size() + GROUP - 1) / GROUP;
        CorpusStatistics total = new CorpusStatistics(frontEnd);
        IntStream.range(0, groups)
                .parallel()
                .mapToObj(group -> {
                    CorpusStatistics counted = new CorpusStatistics(frontEnd);
                    int end = Math.min(utterances.size(), (group + 1) * GROUP);
                    for (Utterance utterance : utterances.subList(group * GROUP, end)) {
                        counted.add(waveform(utterance.clip(), frontEnd.sampleRateHz()));
                        tell(progress, done.incrementAndGet());
                    }
                    return counted;
                })
                .toList()
                .forEach(total::merge);
        return total.statistics();
    }

    private Waveform waveform(Clip clip, int rateHz) {
        return clip.offsetSeconds() == 0 && clip.durationSeconds().isEmpty()
                ? audio.read(clip.audio(), rateHz)
                : audio.read(clip.audio(), clip.offsetSeconds(), clip.knownDurationSeconds(), rateHz);
    }

    private Example example(Utterance utterance, SpeechFormat format) {
        String text = format.textNormalizer().normalize(utterance.requireText());
        Waveform waveform = waveform(utterance.clip(), format.frontEnd().sampleRateHz());
        return new Example(
                utterance.id(),
                format.frontEnd().extract(waveform),
                text,
                format.alphabet().encode(text));
    }

    /** Progress is told from one thread at a time. */
    private static void tell(Progress progress, long done) {
        synchronized (progress) {
            progress.at(done, "");
        }
    }
}
