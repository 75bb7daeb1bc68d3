package attune.vision;

import attune.files.Digest;
import attune.seed.RunSeed;
import attune.training.CacheKey;
import java.io.IOException;
import java.util.List;

/**
 * The pixels of pictures, read from disk each time: the decoder keeps up with a network, and any number of pictures
 * will do.
 *
 * @param pictures the set
 * @param format the network's input format
 * @param augmented whether a random part of each picture is shown, mirrored half the time, or always its middle
 * @param draws number of random parts per picture, shown in turn; 0 for a new one each time
 * @param seed of the random parts
 */
record Pixels(List<LabelledPicture> pictures, ImageFormat format, boolean augmented, int draws, RunSeed seed)
        implements ShownPictures {
    private static final float WHITE = 255;

    static Pixels plain(List<LabelledPicture> pictures, ImageFormat format) {
        return new Pixels(pictures, format, false, 0, new RunSeed(0));
    }

    @Override
    public float[] of(int showing, int picture) {
        Picture read = PictureReader.read(pictures.get(picture).file());
        int draw = draws == 0 ? showing : showing % draws;
        Crop crop = augmented ? Crop.random(read, seed.stream("augmentation", draw, picture)) : Crop.centre(read);
        return normalised(read, crop, format);
    }

    static float[] normalised(Picture picture, Crop crop, ImageFormat format) {
        float[] values = Resampling.square(picture, crop, format.size());
        int plane = format.size() * format.size();
        for (int i = 0; i < values.length; i++) {
            int channel = i / plane;
            values[i] = (values[i] / WHITE - format.mean().get(channel))
                    / format.deviation().get(channel);
        }
        return values;
    }

    @Override
    public long[] shape(int count) {
        return format.shape(count);
    }

    @Override
    public void addTo(CacheKey key, int showing) throws IOException {
        key.add(format.size() + " " + format.mean() + " " + format.deviation());
        key.add(augmented ? "augmented " + seed.value() + " " + showing : "plain");
        for (LabelledPicture picture : pictures) {
            key.add(Digest.sha256(picture.file()));
        }
    }
}
