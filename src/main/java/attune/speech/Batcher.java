package attune.speech;

import attune.features.FeatureMatrix;
import attune.seed.RunSeed;
import attune.training.Batch;
import attune.training.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training batches of clips of about the same length, so that little is padding: clips are sorted by length, with a
 * little noise that differs from epoch to epoch, cut into batches, and the batches shuffled. Long clips come in smaller
 * batches, so that memory does not grow with the longest one and few are padded to its length.
 */
public final class Batcher implements Batches {
    /** Lengths are stretched by up to this factor before sorting: enough to vary a clip's company, little padding. */
    private static final double LENGTH_NOISE = 0.05;

    /** A batch has at most so many frames for each clip it may have, padding included, unless it is a single clip. */
    private static final int FRAMES_PER_CLIP = 250;

    private final List<Example> examples;
    /** Of an epoch's batches, shortest clips first; the same for every epoch. */
    private final int[] sizes;

    private final EpochFeatures features;
    private final RunSeed seed;
    private int orderedEpoch = -1;
    private List<List<Integer>> order = List.of();

    /**
     * Batches of a corpus.
     *
     * @param examples what to learn from, not empty
     * @param batchSize clips in a batch at most
     * @param features what the network is shown of them, with as many frames as the examples have
     * @param seed of the shuffling
     */
    public Batcher(List<Example> examples, int batchSize, EpochFeatures features, RunSeed seed) {
        if (examples.isEmpty() || batchSize < 1) {
            throw new IllegalArgumentException(examples.size() + " examples in batches of " + batchSize);
        }
        this.examples = List.copyOf(examples);
        this.sizes = sizes(examples, batchSize);
        this.features = features;
        this.seed = seed;
    }

    @Override
    public int perEpoch() {
        return sizes.length;
    }

    @Override
    public Batch get(int epoch, int index) {
        if (epoch != orderedEpoch) {
            order = order(epoch);
            orderedEpoch = epoch;
        }
        List<Integer> members = order.get(index);
        List<FeatureMatrix> clips = new ArrayList<>();
        for (int member : members) {
            clips.add(features.of(epoch, member));
        }
        Padded padded = Padded.of(clips);
        List<Example> batch = members.stream().map(examples::get).toList();
        return new Batch(
                padded.features(),
                padded.mask(),
                labels(batch),
                batch.stream().map(Example::id).toList());
    }

    private static int[] sizes(List<Example> examples, int batchSize) {
        int[] frames = examples.stream()
                .mapToInt(example -> example.features().frames())
                .sorted()
                .toArray();
        IntStream.Builder sizes = IntStream.builder();
        int from = 0;
        for (int to = 1; to <= frames.length; to++) {
            boolean full = to - from == batchSize
                    || to == frames.length
                    || (to - from + 1L) * frames[to] > (long) batchSize * FRAMES_PER_CLIP;
            if (full) {
                sizes.add(to - from);
                from = to;
            }
        }
        return sizes.build().toArray();
    }

    private List<List<Integer>> order(int epoch) {
        SplittableRandom random = seed.stream("order", epoch);
        double[] length = new double[examples.size()];
        List<Integer> sorted = new ArrayList<>();
        for (int i = 0; i < length.length; i++) {
            length[i] = examples.get(i).features().frames() * (1 + random.nextDouble(LENGTH_NOISE));
            sorted.add(i);
        }
        sorted.sort(Comparator.comparingDouble(i -> length[i]));
        List<List<Integer>> batches = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            batches.add(List.copyOf(sorted.subList(from, from + size)));
            from += size;
        }
        Collections.shuffle(batches, new Random(random.nextLong()));
        return batches;
    }

    /** [utterance × longest transcript], padded with −1. */
    private static INDArray labels(List<Example> batch) {
        int longest = batch.stream()
                .mapToInt(example -> example.labels().length)
                .max()
                .orElse(0);
        int[][] padded = new int[batch.size()][];
        for (int i = 0; i < padded.length; i++) {
            int[] labels = batch.get(i).labels();
            padded[i] = Arrays.copyOf(labels, Math.max(1, longest));
            Arrays.fill(padded[i], labels.length, padded[i].length, -1);
        }
        return Nd4j.createFromArray(padded);
    }
}
