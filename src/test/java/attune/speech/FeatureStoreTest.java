package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.corpus.Utterance;
import attune.features.BandStatistics;
import attune.features.CorpusStatistics;
import attune.features.LogMelFrontEnd;
import attune.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class FeatureStoreTest {
    private static final LogMelFrontEnd FRONT_END = LogMelFrontEnd.standard();

    /** More clips than are counted in one group. */
    private static List<Utterance> corpus() {
        List<Utterance> corpus = new ArrayList<>();
        while (corpus.size() < 400) {
            corpus.addAll(TinySpeech.clips(List.of("digits/1", "letters/f", "letters/l", "digits/oh")));
        }
        return corpus;
    }

    private static BandStatistics statistics(List<Utterance> corpus, int threads)
            throws ExecutionException, InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> new FeatureStore().statistics(corpus, FRONT_END, Progress.SILENT))
                    .get();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void statisticsDoNotDependOnTheNumberOfThreads() throws Exception {
        List<Utterance> corpus = corpus();
        BandStatistics alone = statistics(corpus, 1);
        assertThat(statistics(corpus, 4)).isEqualTo(alone);
        CorpusStatistics oneByOne = new CorpusStatistics(FRONT_END);
        for (Utterance utterance : corpus.subList(0, 4)) {
            // The corpus repeats four clips, so their own statistics are the corpus's.
            oneByOne.add(new AudioReader().read(utterance.clip().audio(), 16_000));
        }
        BandStatistics expected = oneByOne.statistics();
        for (int band = 0; band < expected.bands(); band++) {
            assertThat(alone.means()[band]).isCloseTo(expected.means()[band], within(1e-3f));
            assertThat(alone.deviations()[band]).isCloseTo(expected.deviations()[band], within(1e-2f));
        }
    }

    @Test
    void examplesComeInOrderWithTheirLabels() {
        List<Utterance> digits = TinySpeech.digits();
        SpeechFormat format = TinySpeech.format();
        List<Example> examples = new FeatureStore().examples(digits, format, Progress.SILENT);
        assertThat(examples)
                .extracting(Example::id)
                .isEqualTo(digits.stream().map(Utterance::id).toList());
        assertThat(examples).allSatisfy(example -> {
            assertThat(format.alphabet().decode(example.labels())).isEqualTo(example.text());
            assertThat(example.features().frames()).isGreaterThan(15);
        });
        assertThat(examples.get(7).text()).isEqualTo("seven");
    }
}
