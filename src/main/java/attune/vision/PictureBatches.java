package attune.vision;

import attune.backend.FloatArrays;
import attune.seed.RunSeed;
import attune.training.Batch;
import attune.training.Batches;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Training batches of pictures, balanced over the classes as in {@link BalancedOrder}. All batches have the same number
 * of pictures; an epoch has as many pictures as the set, rounded up to whole batches.
 */
public final class PictureBatches implements Batches {
    private final PictureSet set;
    private final ShownPictures shown;
    private final BalancedOrder order;
    private final int batchSize;

    PictureBatches(PictureSet set, ShownPictures shown, int batchSize, RunSeed seed) {
        this.set = set;
        this.shown = shown;
        this.order = new BalancedOrder(set.pictures(), seed);
        this.batchSize = Math.min(batchSize, set.pictures().size());
    }

    /**
     * Batches of pixels.
     *
     * @param set the pictures
     * @param format the network's input format
     * @param augmented whether a random part of each picture is shown, mirrored half the time
     * @param draws number of random parts per picture, shown in turn; 0 for a new one each time
     * @param batchSize pictures in a batch, at most the whole set
     * @param seed of order and parts
     * @return the batches
     */
    public static PictureBatches of(
            PictureSet set, ImageFormat format, boolean augmented, int draws, int batchSize, RunSeed seed) {
        return new PictureBatches(set, new Pixels(set.pictures(), format, augmented, draws, seed), batchSize, seed);
    }

    @Override
    public int perEpoch() {
        return (set.pictures().size() + batchSize - 1) / batchSize;
    }

    @Override
    public Batch get(int epoch, int index) {
        long from = ((long) epoch * perEpoch() + index) * batchSize;
        List<BalancedOrder.Shown> showings = order.at(from, batchSize);
        int classes = set.labels().size();
        float[] oneHot = new float[batchSize * classes];
        for (int i = 0; i < batchSize; i++) {
            oneHot[i * classes + picture(showings.get(i)).label()] = 1;
        }
        return new Batch(
                features(shown, showings),
                null,
                FloatArrays.of(oneHot, batchSize, classes),
                showings.stream().map(one -> picture(one).file().toString()).toList());
    }

    private LabelledPicture picture(BalancedOrder.Shown one) {
        return set.pictures().get(one.picture());
    }

    /** Several pictures as one array, decoded in parallel; to be closed by the caller. */
    static INDArray features(ShownPictures shown, List<BalancedOrder.Shown> showings) {
        List<float[]> each = showings.parallelStream()
                .map(one -> shown.of(one.showing(), one.picture()))
                .toList();
        int length = each.get(0).length;
        float[] all = new float[length * each.size()];
        for (int i = 0; i < each.size(); i++) {
            System.arraycopy(each.get(i), 0, all, i * length, length);
        }
        return FloatArrays.of(all, shown.shape(each.size()));
    }
}
