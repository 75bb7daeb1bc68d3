package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.TinyLanguage;
import attune.speech.TinySpeech;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTest {
    @TempDir
    Path folder;

    /** Counts the clips that each network was reported to run over. */
    private static final class Clips implements Progress {
        final Map<String, Integer> ofNetworks = new TreeMap<>();
        private String stretch = "";

        @Override
        public void begin(String name, long total) {
            stretch = name;
        }

        @Override
        public void at(long done, String detail) {
            if (stretch.endsWith("transcribing")) {
                ofNetworks.merge(stretch, 1, Integer::sum);
            }
        }
    }

    private Ladder.Result climb(DecodingOptions decoding, Progress progress) throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        Ladder.Request request = new Ladder.Request(
                TinySpeech.bundle(folder.resolve("source.attune"), 1),
                TinySpeech.bundle(folder.resolve("adapted.attune"), 2),
                decoding,
                List.of(TinySpeech.manifest(folder.resolve("test.jsonl"), digits.subList(0, 4))),
                List.of(TinySpeech.manifest(folder.resolve("dev.jsonl"), digits.subList(4, 8))),
                new RunSeed(1),
                Optional.empty());
        return new Ladder(request, new FeatureStore()).run(progress);
    }

    @Test
    void eachNetworkRunsOnceOverEachClipWhateverTheNumberOfItsRungs() throws IOException {
        TinyLanguage.digits(folder);
        Path hotWords = Files.writeString(folder.resolve("hot.txt"), "seven\n");
        Clips clips = new Clips();
        Ladder.Result ladder = climb(
                new DecodingOptions(
                        false,
                        Optional.of(folder.resolve(TinyLanguage.FILE)),
                        Optional.of(hotWords),
                        OptionalInt.of(20),
                        1),
                clips);
        assertThat(ladder.rungs()).hasSize(5);
        assertThat(clips.ofNetworks).isEqualTo(Map.of("source: transcribing", 4, "adapted: transcribing", 4));
        assertThat(ladder.rungs().get(4).settings().orElseThrow().width())
                .as("the width asked for")
                .isEqualTo(20);
    }

    @Test
    void rungsAreWhatEvaluationSaysOfThemAlone() throws IOException {
        TinyLanguage.digits(folder);
        Optional<Path> language = Optional.of(folder.resolve(TinyLanguage.FILE));
        DecodingOptions decoding = new DecodingOptions(false, language, Optional.empty(), OptionalInt.empty(), 1);
        Ladder.Result ladder = climb(decoding, Progress.SILENT);
        Path adapted = folder.resolve("adapted.attune");
        Path tuned = folder.resolve("tuned.attune");
        LmTune.Request request = new LmTune.Request(
                adapted, language, List.of(folder.resolve("dev.jsonl")), Optional.of(tuned), "a test");
        new LmTune(request, new FeatureStore()).run(Progress.SILENT);

        List<Path> test = List.of(folder.resolve("test.jsonl"));
        List<Evaluated> greedy = new Evaluate(
                        new Evaluate.Request(List.of(adapted), List.of(), test, DecodingOptions.GREEDY, new RunSeed(1)))
                .run(Progress.SILENT);
        List<Evaluated> usual = new Evaluate(List.of(tuned), test, new RunSeed(1)).run(Progress.SILENT);
        assertThat(ladder.rungs().get(2).evaluation()).isEqualTo(greedy.get(0).evaluation());
        assertThat(ladder.rungs().get(3).evaluation()).isEqualTo(usual.get(0).evaluation());
    }
}
