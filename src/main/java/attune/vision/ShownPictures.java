package attune.vision;

import attune.training.CacheKey;
import java.io.IOException;

/** What a network is shown of a set of pictures, be it pixels or what a trunk makes of them. Safe for several threads. */
interface ShownPictures {

    /**
     * One picture.
     *
     * @param showing how often the picture was shown before; what alters pictures alters them each time anew
     * @param picture its place in the set
     * @return row-major, as long as a picture of {@link #shape}
     */
    float[] of(int showing, int picture);

    /** The shape of a batch of so many. */
    long[] shape(int pictures);

    /** Adds all that determines one showing of all pictures. */
    void addTo(CacheKey key, int showing) throws IOException;
}
