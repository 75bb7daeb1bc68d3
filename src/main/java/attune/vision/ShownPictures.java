package attune.vision;

import attune.training.CacheKey;
import java.io.IOException;

/** What a network is shown of a set of pictures: pixels, or a trunk's output for them. Thread-safe. */
interface ShownPictures {

    /**
     * One picture.
     *
     * @param showing number of times the picture was shown before; augmentation differs each time
     * @param picture its index in the set
     * @return row-major, as long as a picture of {@link #shape}
     */
    float[] of(int showing, int picture);

    /** The shape of a batch of this many pictures. */
    long[] shape(int pictures);

    /** Adds everything that determines one showing of all pictures. */
    void addTo(CacheKey key, int showing) throws IOException;
}
