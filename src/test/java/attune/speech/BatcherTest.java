package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.corpus.Manifest;
import attune.features.FeatureMatrix;
import attune.features.LogMelFrontEnd;
import attune.features.SpecAugment;
import attune.seed.RunSeed;
import attune.training.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
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

    private static Batcher batcher(List<Example> examples, int batchSize, RunSeed seed) {
        return new Batcher(
                examples, batchSize, (epoch, clip) -> examples.get(clip).features(), seed);
    }

    private static Batcher masked(List<Example> examples, int draws) {
        Optional<SpecAugment> masks = Optional.of(SpecAugment.standard());
        return new Batcher(examples, 6, new MaskedFeatures(examples, FRONT_END, masks, draws, SEED), SEED);
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

    @Test
    void everyExampleComesOnceInEveryEpoch() {
        List<Example> examples = examples(23);
        Batcher batcher = batcher(examples, 4, SEED);
        assertThat(batcher.perEpoch()).isEqualTo(6);
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
    void masksOfSpecAugmentDependOnTheEpochAndNotOnTheCallsBefore() {
        List<Example> examples = examples(6);
        Batcher masked = masked(examples, 0);
        Batcher other = masked(examples, 0);
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
        EpochFeatures fresh = new MaskedFeatures(examples, FRONT_END, masks, 0, SEED);
        EpochFeatures fixed = new MaskedFeatures(examples, FRONT_END, masks, 3, SEED);
        for (int epoch = 0; epoch < 7; epoch++) {
            float[] values = fixed.of(epoch, 2).values();
            assertThat(values).isEqualTo(fresh.of(epoch % 3, 2).values());
            assertThat(values).isNotEqualTo(fixed.of(epoch + 1, 2).values());
        }
    }

    @Test
    void labelsArePaddedWithMinusOneAndTheMaskIsOneWithinEachClip() {
        List<Example> examples = examples(5);
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
        for (int batchSize : new int[] {8, 16, 32}) {
            assertThat(waste(batcher(examples, batchSize, SEED)))
                    .as("batches of %d", batchSize)
                    .isLessThan(0.06);
        }
    }

    /**
     * The corpus in the repository is harder: half its clips are single words, and a clip of 73 seconds has nobody of its
     * length. A fifth is padding in the batches of 8 that so small a corpus is given; taken in any order it is nearly three quarters.
     */
    @Test
    void aCorpusOfWordsAndParagraphsIsMostlySpeechInSmallBatches() {
        SplittableRandom random = new SplittableRandom(8);
        List<Example> examples = Manifest.read(TinySpeech.CORPUS.resolve("train.jsonl")).stream()
                .map(one -> lasting(one.clip().knownDurationSeconds(), one.id(), random))
                .toList();
        assertThat(waste(batcher(examples, 8, SEED))).isLessThan(0.22);
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
