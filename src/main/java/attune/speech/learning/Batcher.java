package attune.speech.learning;

import attune.features.FeatureMatrix;
import attune.seed.RunSeed;
import attune.speech.Padded;
import attune.speech.learning.Buckets.Bucket;
import attune.speech.store.Example;
import attune.training.Batch;
import attune.training.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training batches of clips of about the same length, so that there is little padding: clips are divided into buckets
 * by length, once; in each epoch every bucket is shuffled and cut into batches, and all batches are shuffled. Long
 * clips come in smaller batches, so that memory does not grow with the longest one.
 */
public final class Batcher implements Batches {
    /** Most frames in a batch, padding included, for each clip it may have; a single clip may have more. */
    private static final int FRAMES_PER_CLIP = 250;

    /** If clips change their pace, batches are rounded up to this, about a second: few shapes, little padding. */
    private static final int ALTERED_FRAME_STEP = 32;

    private final List<Example> examples;
    private final List<Bucket> buckets;
    /** Indices of the examples, shortest first, so that each bucket's are contiguous. */
    private final List<Integer> byLength;

    private final EpochFeatures features;
    private final RunSeed seed;
    private int orderedEpoch = -1;
    private List<Members> order = List.of();

    /** The examples of one batch, and its number of frames. */
    private record Members(int frames, List<Integer> indices) {}

    /**
     * Batches of a corpus.
     *
     * @param examples training clips, not empty
     * @param batchSize most clips in a batch
     * @param features what the network is shown of them; batches are planned by the examples' frames, so each clip
     *     should have about as many
     * @param seed of the shuffling
     */
    public Batcher(List<Example> examples, int batchSize, EpochFeatures features, RunSeed seed) {
        if (examples.isEmpty() || batchSize < 1) {
            throw new IllegalArgumentException(examples.size() + " examples in batches of " + batchSize);
        }
        this.examples = List.copyOf(examples);
        int[] lengths = examples.stream().mapToInt(Example::frames).toArray();
        this.byLength = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> lengths[i]))
                .toList();
        this.buckets = Buckets.of(lengths, new Buckets.BatchLimit(batchSize, (long) batchSize * FRAMES_PER_CLIP));
        this.features = features;
        this.seed = seed;
    }

    @Override
    public int perEpoch() {
        return buckets.stream().mapToInt(Bucket::batches).sum();
    }

    @Override
    public Batch get(int epoch, int index) {
        return batch(epoch, members(epoch, index));
    }

    /** Computes the features of these clips alone. */
    @Override
    public Batch part(int epoch, int index, int part, int parts) {
        Members whole = members(epoch, index);
        int clips = whole.indices.size();
        List<Integer> own =
                whole.indices.subList(Batches.partStart(clips, part, parts), Batches.partStart(clips, part + 1, parts));
        return own.isEmpty() ? Batch.none() : batch(epoch, new Members(whole.frames, own));
    }

    private Members members(int epoch, int index) {
        if (epoch != orderedEpoch) {
            order = order(epoch);
            orderedEpoch = epoch;
        }
        return order.get(index);
    }

    private Batch batch(int epoch, Members members) {
        List<FeatureMatrix> clips = members.indices.parallelStream()
                .map(member -> features.of(epoch, member))
                .toList();
        List<Example> batch = members.indices.stream().map(examples::get).toList();
        Padded padded = Padded.of(clips, frames(members, batch, clips));
        return new Batch(
                padded.features(),
                padded.mask(),
                labels(batch),
                batch.stream().map(Example::id).toList());
    }

    /** The bucket's frames, unless clips are not as long as planned; then about what the longest needs. */
    private static int frames(Members members, List<Example> batch, List<FeatureMatrix> clips) {
        int longest = 0;
        boolean asPlanned = true;
        for (int i = 0; i < clips.size(); i++) {
            longest = Math.max(longest, clips.get(i).frames());
            asPlanned &= clips.get(i).frames() == batch.get(i).frames();
        }
        int rounded = (longest + ALTERED_FRAME_STEP - 1) / ALTERED_FRAME_STEP * ALTERED_FRAME_STEP;
        boolean fits = longest <= members.frames && members.frames < rounded;
        return asPlanned || fits ? members.frames : rounded;
    }

    private List<Members> order(int epoch) {
        Random random = new Random(seed.stream("order", epoch).nextLong());
        List<Members> batches = new ArrayList<>();
        int from = 0;
        for (Bucket bucket : buckets) {
            List<Integer> mixed = new ArrayList<>(byLength.subList(from, from + bucket.clips()));
            Collections.shuffle(mixed, random);
            int at = 0;
            for (int batch = 0; batch < bucket.batches(); batch++) {
                int end = at + bucket.size(batch);
                batches.add(new Members(bucket.longest(), List.copyOf(mixed.subList(at, end))));
                at = end;
            }
            from += bucket.clips();
        }
        Collections.shuffle(batches, random);
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
