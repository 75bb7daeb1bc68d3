package attune.speech.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.corpus.Manifest;
import attune.features.FeatureMatrix;
import attune.features.LogMelFrontEnd;
import attune.features.SpecAugment;
import attune.seed.RunSeed;
import attune.speech.TinySpeech;
import attune.speech.store.Example;
import attune.training.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final LogMelFrontEnd FRONT_END = LogMelFrontEnd.standard();
    private static final RunSeed SEED = new RunSeed(11);

    private static List<Example> examples(int count) {
        SplittableRandom random = new SplittableRandom(4);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FeatureMatrix features = TinySpeech.noise(10 + random.nextInt(60), 240, random);
            examples.add(TinySpeech.example("clip" + i, features, "abcdefgh".substring(0, 1 + i % 8)));
        }
        return examples;
    }

    /** Close enough in length to share a batch. */
    private static List<Example> alike(int count) {
        SplittableRandom random = new SplittableRandom(4);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FeatureMatrix features = TinySpeech.noise(60 + i % 3, 240, random);
            examples.add(TinySpeech.example("clip" + i, features, "abcdefgh".substring(0, 1 + i % 8)));
        }
        return examples;
    }

    private static EpochFeatures shown(List<Example> examples, Optional<SpecAugment> masks, int draws) {
        return new AugmentedFeatures((draw, clip) -> examples.get(clip).features(), FRONT_END, masks, draws, SEED);
    }

    private static Batcher batcher(List<Example> examples, int batchSize, RunSeed seed) {
        return batcher(examples, batchSize, Optional.empty(), seed);
    }

    private static Batcher batcher(List<Example> examples, int batchSize, Optional<SpecAugment> masks, RunSeed seed) {
        return new Batcher(examples, batchSize, shown(examples, masks, 0), seed);
    }

    private static List<List<String>> ids(Batcher batcher, int epoch) {
        List<List<String>> ids = new ArrayList<>();
        for (int i = 0; i < batcher.perEpoch(); i++) {
            try (Batch batch = batcher.get(epoch, i)) {
                ids.add(batch.ids());
            }
        }
        return ids;
    }

    /** Each clip waits until another one is being prepared, too. */
    @Test
    void clipsOfABatchArePreparedAtTheSameTime() {
        List<Example> examples = alike(2);
        CountDownLatch both = new CountDownLatch(2);
        EpochFeatures meeting = (epoch, clip) -> {
            both.countDown();
            try {
                assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return examples.get(clip).features();
        };
        ForkJoinPool threads = new ForkJoinPool(2);
        Batcher batcher = new Batcher(examples, 2, meeting, SEED);
        try (Batch batch = threads.submit(() -> batcher.get(0, 0)).join()) {
            assertThat(batch.ids()).hasSize(2);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void everyExampleComesOnceInEveryEpoch() {
        List<Example> examples = examples(23);
        Batcher batcher = batcher(examples, 4, SEED);
        assertThat(batcher.perEpoch()).isGreaterThanOrEqualTo(6);
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(ids(batcher, epoch).stream().flatMap(List::stream))
                    .as("epoch %d", epoch)
                    .containsExactlyInAnyOrderElementsOf(
                            examples.stream().map(Example::id).toList());
        }
    }

    @Test
    void aSeedGivesTheSameBatchesWhereverTrainingBegins() {
        List<Example> examples = examples(23);
        Batcher first = batcher(examples, 4, SEED);
        List<List<String>> second = ids(first, 2);
        assertThat(ids(batcher(examples, 4, SEED), 2)).isEqualTo(second);
        ids(first, 0);
        assertThat(ids(first, 2)).isEqualTo(second);
    }

    @Test
    void epochsAndSeedsDiffer() {
        List<Example> examples = examples(23);
        List<List<String>> epoch = ids(batcher(examples, 4, SEED), 0);
        assertThat(ids(batcher(examples, 4, SEED), 1)).isNotEqualTo(epoch);
        assertThat(ids(batcher(examples, 4, new RunSeed(12)), 0)).isNotEqualTo(epoch);
    }

    @Test
    void clipsMeetOthersInOtherEpochsAndShapesAreTheSameInAll() {
        SplittableRandom random = new SplittableRandom(6);
        List<Example> examples = longTailed(600, random);
        Batcher batcher = batcher(examples, 16, SEED);
        Set<List<Long>> shapes = shapes(batcher, 0);
        assertThat(shapes.size()).isLessThan(50);
        Map<String, Set<String>> company = company(batcher, 0);
        int met = 0;
        for (int epoch = 1; epoch < 4; epoch++) {
            assertThat(shapes(batcher, epoch)).as("epoch %d", epoch).isEqualTo(shapes);
            for (Map.Entry<String, Set<String>> other : company(batcher, epoch).entrySet()) {
                Set<String> before = company.getOrDefault(other.getKey(), Set.of());
                met += before.containsAll(other.getValue()) ? 0 : 1;
            }
        }
        assertThat(met).as("clips with new company in three epochs").isGreaterThan(3 * 600 * 8 / 10);
    }

    private static Map<String, Set<String>> company(Batcher batcher, int epoch) {
        Map<String, Set<String>> company = new HashMap<>();
        for (List<String> batch : ids(batcher, epoch)) {
            batch.forEach(id -> company.put(id, Set.copyOf(batch)));
        }
        return company;
    }

    private static Set<List<Long>> shapes(Batcher batcher, int epoch) {
        Set<List<Long>> shapes = new HashSet<>();
        for (int i = 0; i < batcher.perEpoch(); i++) {
            try (Batch batch = batcher.get(epoch, i)) {
                shapes.add(List.of(batch.features().size(0), batch.features().size(2)));
            }
        }
        return shapes;
    }

    /** Lengths as in spontaneous speech: many short turns, few long ones, none above 36 seconds. */
    private static List<Example> longTailed(int clips, SplittableRandom random) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < clips; i++) {
            double seconds = Math.min(36, Math.max(0.6, 3.6 * Math.exp(0.7 * random.nextGaussian())));
            examples.add(lasting(seconds, "clip" + i, random));
        }
        return examples;
    }

    @Test
    void batchesAreAsLongAsTheirAlteredClipsNeed() {
        List<Example> examples = alike(23);
        EpochFeatures altered = (epoch, clip) -> {
            int frames = 50 + 30 * ((epoch + clip) % 2);
            return new FeatureMatrix(new float[frames * 240], frames, 240);
        };
        Batcher batcher = new Batcher(examples, 4, altered, SEED);
        for (int i = 0; i < batcher.perEpoch(); i++) {
            try (Batch batch = batcher.get(0, i)) {
                long padded = batch.features().size(2);
                double longest = Objects.requireNonNull(batch.featuresMask())
                        .sum(1)
                        .maxNumber()
                        .doubleValue();
                // Clips of 50 frames fit the planned 60 to 62; those of 80 need more: the next multiple of 32.
                assertThat(padded).isBetween(longest == 80 ? 96L : 60L, longest == 80 ? 96L : 62L);
            }
        }
    }

    @Test
    void masksOfSpecAugmentDependOnTheEpochAndNotOnTheCallsBefore() {
        List<Example> examples = alike(6);
        Batcher masked = batcher(examples, 6, Optional.of(SpecAugment.standard()), SEED);
        Batcher other = batcher(examples, 6, Optional.of(SpecAugment.standard()), SEED);
        try (Batch first = masked.get(0, 0);
                Batch later = masked.get(1, 0);
                Batch again = other.get(1, 0);
                Batch plain = batcher(examples, 6, SEED).get(1, 0)) {
            assertThat(later.features()).isEqualTo(again.features());
            assertThat(later.features()).isNotEqualTo(plain.features());
            assertThat(first.features().meanNumber().floatValue())
                    .isNotEqualTo(later.features().meanNumber().floatValue());
        }
    }

    @Test
    void fixedDrawsComeRoundInTurnAndBeginAsFreshOnesDo() {
        List<Example> examples = examples(6);
        Optional<SpecAugment> masks = Optional.of(SpecAugment.standard());
        EpochFeatures fresh = shown(examples, masks, 0);
        EpochFeatures fixed = shown(examples, masks, 3);
        for (int epoch = 0; epoch < 7; epoch++) {
            float[] values = fixed.of(epoch, 2).values();
            assertThat(values).isEqualTo(fresh.of(epoch % 3, 2).values());
            assertThat(values).isNotEqualTo(fixed.of(epoch + 1, 2).values());
        }
    }

    @Test
    void labelsArePaddedWithMinusOneAndTheMaskIsOneWithinEachClip() {
        List<Example> examples = alike(5);
        try (Batch batch = batcher(examples, 5, SEED).get(0, 0)) {
            assertThat(batch.labels().shape()).containsExactly(5, 5);
            for (int row = 0; row < 5; row++) {
                Example example = example(examples, batch.ids().get(row));
                int[] labels = batch.labels().getRow(row).toIntVector();
                for (int i = 0; i < labels.length; i++) {
                    assertThat(labels[i]).isEqualTo(i < example.labels().length ? example.labels()[i] : -1);
                }
                float[] mask =
                        Objects.requireNonNull(batch.featuresMask()).getRow(row).toFloatVector();
                for (int frame = 0; frame < mask.length; frame++) {
                    boolean real = frame < example.features().frames();
                    assertThat(mask[frame]).isEqualTo(real ? 1 : 0);
                    assertThat(batch.features().getFloat(row, 7, frame))
                            .isEqualTo(real ? example.features().value(frame, 7) : 0);
                }
            }
        }
    }

    /** Read speech: most sentences last about 13 seconds, some are short (as in LibriSpeech's training parts). */
    @Test
    void littleOfReadSpeechIsPadding() {
        SplittableRandom random = new SplittableRandom(8);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            double seconds = random.nextInt(4) > 0 ? 13.5 + 3.5 * random.nextGaussian() : random.nextDouble(1.5, 12);
            examples.add(lasting(Math.min(35, Math.max(1.3, seconds)), "clip" + i, random));
        }
        assertLittlePadding(examples, 8, 16, 32);
    }

    @Test
    void littleOfSpontaneousSpeechIsPadding() {
        assertLittlePadding(longTailed(3000, new SplittableRandom(9)), 32);
    }

    /**
     * The corpus in the repository is harder: half its clips are single words, one of 73 seconds has none near its
     * length.
     */
    @Test
    void littleOfACorpusOfWordsAndParagraphsIsPadding() {
        SplittableRandom random = new SplittableRandom(8);
        List<Example> examples = Manifest.read(TinySpeech.CORPUS.resolve("train.jsonl")).stream()
                .map(one -> lasting(one.clip().knownDurationSeconds(), one.id(), random))
                .toList();
        assertLittlePadding(examples, 8, 16, 32);
        assertThat(batcher(examples, 8, SEED).perEpoch())
                .as("and hardly more batches than full ones")
                .isLessThan(452 / 8 * 12 / 10);
    }

    private static void assertLittlePadding(List<Example> examples, int... batchSizes) {
        for (int batchSize : batchSizes) {
            assertThat(waste(batcher(examples, batchSize, SEED)))
                    .as("batches of %d", batchSize)
                    .isLessThanOrEqualTo(0.1);
        }
    }

    private static Example lasting(double seconds, String id, SplittableRandom random) {
        return TinySpeech.example(id, TinySpeech.noise(FRONT_END.frames(Math.round(seconds * 16_000)), 2, random), "a");
    }

    private static double waste(Batcher batcher) {
        double real = 0;
        double all = 0;
        for (int i = 0; i < batcher.perEpoch(); i++) {
            try (Batch batch = batcher.get(0, i)) {
                var mask = Objects.requireNonNull(batch.featuresMask());
                real += mask.sumNumber().doubleValue();
                all += mask.length();
            }
        }
        return 1 - real / all;
    }

    @Test
    void refusesNothingToLearnFrom() {
        assertThatIllegalArgumentException().isThrownBy(() -> batcher(List.of(), 4, SEED));
        assertThatIllegalArgumentException().isThrownBy(() -> batcher(examples(1), 0, SEED));
    }

    private static Example example(List<Example> examples, String id) {
        return examples.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }
}
