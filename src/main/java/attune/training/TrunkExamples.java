package attune.training;

import java.io.IOException;
import java.util.function.LongConsumer;

/** Examples that a frozen trunk runs over, shown as their domain shows them. */
public interface TrunkExamples {

    /**
     * How many there are.
     *
     * @return positive
     */
    int count();

    /**
     * How many numbers the trunk gives for all of them together.
     *
     * @return for one draw
     */
    long values();

    /**
     * Adds what is shown to a cache's key: by content or what it follows from.
     *
     * @param key to be added to
     * @param draw of the augmentation, from 0
     * @throws IOException when an example cannot be read
     */
    void addTo(CacheKey key, int draw) throws IOException;

    /**
     * Runs the trunk.
     *
     * @param draw of the augmentation, from 0
     * @param sink takes what it gives for each example, in any order
     * @param done hears how many examples are done
     * @throws IOException when the disk refuses
     */
    void run(int draw, ActivationFile.Sink sink, LongConsumer done) throws IOException;
}
