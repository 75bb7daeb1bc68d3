package attune.training;

import java.io.IOException;
import java.util.function.LongConsumer;

/** Examples that a frozen trunk runs over, in the form their domain shows them. */
public interface TrunkExamples {

    /**
     * The number of examples.
     *
     * @return positive
     */
    int count();

    /**
     * The number of values that the trunk outputs for all of them together.
     *
     * @return for one draw
     */
    long values();

    /**
     * Adds what is shown to a cache's key: its content, or what determines it.
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
     * @param sink receives the output for each example, in any order
     * @param done notified of the number of examples done
     * @throws IOException when the disk refuses
     */
    void run(int draw, ActivationFile.Sink sink, LongConsumer done) throws IOException;
}
