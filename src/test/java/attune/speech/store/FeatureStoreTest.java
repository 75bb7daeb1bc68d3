package attune.speech.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.features.BandStatistics;
import attune.features.CorpusStatistics;
import attune.features.LogMelFrontEnd;
import attune.progress.Progress;
import attune.speech.SpeechFormat;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
        List<Example> examples = new FeatureStore().examples(digits, format.reading(), Progress.SILENT);
        assertThat(examples)
                .extracting(Example::id)
                .isEqualTo(digits.stream().map(Utterance::id).toList());
        assertThat(examples).allSatisfy(example -> {
            assertThat(format.alphabet().decode(example.labels())).isEqualTo(example.text());
            assertThat(example.features().frames()).isGreaterThan(15);
        });
        assertThat(examples.get(7).text()).isEqualTo("seven");
    }

    @Nested
    class WithACache {
        @TempDir
        Path folder;

        private final SpeechFormat format = TinySpeech.format();
        private final List<String> notes = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }

            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };

        private List<Example> examples(List<Utterance> clips) {
            return new FeatureStore(new FeatureCache(folder, 1L << 30)).examples(clips, format.reading(), progress);
        }

        /** The spoken digits in a folder of their own. */
        private List<Utterance> copies() throws IOException {
            List<Utterance> copies = new ArrayList<>();
            for (Utterance digit : TinySpeech.digits()) {
                Path copy = folder.resolve(digit.clip().audio().getFileName().toString());
                Files.copy(digit.clip().audio(), copy, StandardCopyOption.REPLACE_EXISTING);
                copies.add(digit.withClip(Clip.whole(copy)));
            }
            return copies;
        }

        private List<Path> entries() throws IOException {
            try (Stream<Path> tree = Files.walk(folder.resolve("features"))) {
                return tree.filter(Files::isRegularFile).toList();
            }
        }

        private void assertRight(List<Example> examples) {
            List<Example> plain = new FeatureStore().examples(TinySpeech.digits(), format.reading(), Progress.SILENT);
            assertThat(examples).hasSameSizeAs(plain);
            for (int i = 0; i < plain.size(); i++) {
                assertThat(examples.get(i).frames()).isEqualTo(plain.get(i).frames());
                assertThat(examples.get(i).features().values())
                        .isEqualTo(plain.get(i).features().values());
                assertThat(examples.get(i).labels()).isEqualTo(plain.get(i).labels());
            }
        }

        @Test
        void theSecondRunFindsWhatTheFirstComputedBitForBit() throws IOException {
            assertRight(examples(copies()));
            assertThat(entries()).hasSize(12);
            assertRight(examples(copies()));
            assertThat(notes)
                    .containsExactly(
                            "features: 0 of 12 clips from the cache", "features: 12 of 12 clips from the cache");
            assertThat(warnings).isEmpty();
        }

        @Test
        void otherStatisticsAreOtherFeatures() throws IOException {
            examples(copies());
            float[] means = new float[80];
            means[3] = -1;
            SpeechFormat other = new SpeechFormat(
                    FRONT_END.with(
                            new BandStatistics(means, BandStatistics.unit(80).deviations())),
                    format.alphabet(),
                    format.normalizer());
            new FeatureStore(new FeatureCache(folder, 1L << 30)).examples(copies(), other.reading(), progress);
            assertThat(notes).last().isEqualTo("features: 0 of 12 clips from the cache");
            assertThat(entries()).hasSize(24);
        }

        @Test
        void whatIsDamagedOrGoneIsComputedAgainAlsoInTheMiddleOfARun() throws IOException {
            List<Example> examples = examples(copies());
            for (Path entry : entries().subList(0, 4)) {
                Files.delete(entry);
            }
            for (Path entry : entries().subList(0, 4)) {
                byte[] bytes = Files.readAllBytes(entry);
                bytes[bytes.length - 1]++;
                Files.write(entry, bytes);
            }
            assertRight(examples);
            assertRight(examples(copies()));
            assertThat(notes).last().isEqualTo("features: 12 of 12 clips from the cache");
        }

        @Test
        void audioThatChangesDuringARunIsNotTakenForTheOld() throws IOException {
            List<Utterance> copies = copies();
            List<Example> examples = examples(copies);
            for (Path entry : entries()) {
                Files.delete(entry);
            }
            Files.copy(copies.get(1).clip().audio(), copies.get(0).clip().audio(), StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> examples.get(0).features())
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("0.flac: the file has changed since the run began");
            assertThat(entries()).isEmpty();
        }

        @Test
        void aCacheThatCannotBeWrittenCostsOneWarningAndNothingElse() throws IOException {
            Files.writeString(folder.resolve("features"), "a file where the cache should be");
            FeatureStore store = new FeatureStore(new FeatureCache(folder, 1L << 30));
            assertRight(store.examples(TinySpeech.digits(), format.reading(), progress));
            assertRight(store.examples(TinySpeech.digits(), format.reading(), progress));
            assertThat(warnings).singleElement().asString().contains("cannot keep features here", "cache");
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void aCacheWhoseFolderCannotBeMadeSaysSo() {
            Path nowhere = Path.of("/proc/attune");
            FeatureStore store = new FeatureStore(new FeatureCache(nowhere, 1L << 30));
            assertRight(store.examples(TinySpeech.digits(), format.reading(), progress));
            assertThat(warnings).singleElement().asString().contains("(no such folder, and none can be made)");
        }

        @Test
        void aCacheWithoutRoomGivesTheSameFeaturesAndIsWarnedOfOnce() {
            FeatureStore store = new FeatureStore(new FeatureCache(folder, 100_000));
            assertRight(store.examples(TinySpeech.digits(), format.reading(), progress));
            assertRight(store.examples(TinySpeech.digits(), format.reading(), progress));
            assertThat(warnings).singleElement().asString().contains("no more room for features here");
        }

        @Test
        void aBadFileIsReportedAsWithoutACache() throws IOException {
            Path bad = Files.writeString(folder.resolve("bad.wav"), "no audio");
            List<Utterance> clips = List.of(TinySpeech.digits().get(0).withClip(Clip.whole(bad)));
            assertThatThrownBy(() -> examples(clips))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("bad.wav");
        }
    }
}
