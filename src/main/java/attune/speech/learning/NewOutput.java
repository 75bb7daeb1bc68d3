package attune.speech.learning;

import attune.surgery.RowStart;
import attune.text.Alphabet;
import java.util.Map;
import java.util.Objects;

/**
 * What a new output writes, and what its labels begin as where it stands on the layer of the old one. Part of a run's
 * {@code plan.json}.
 *
 * @param alphabet the labels
 * @param copyRows whether labels begin as the old output's at all; otherwise every one is random
 * @param soundAlikes the old label whose weights a new one begins with
 * @param others what labels begin as that the old output has not, and that sound like none of its
 */
public record NewOutput(
        Alphabet alphabet, boolean copyRows, Map<String, String> soundAlikes, RowStart.Unknowns others) {

    /** Copies the map. */
    public NewOutput {
        Objects.requireNonNull(alphabet, "alphabet is missing");
        Objects.requireNonNull(others, "others is missing");
        soundAlikes = Map.copyOf(soundAlikes);
    }

    /**
     * An output with the alphabet of the old one.
     *
     * @param alphabet the source's
     * @param copyRows whether its labels begin as the old ones
     * @return the output
     */
    public static NewOutput same(Alphabet alphabet, boolean copyRows) {
        return new NewOutput(alphabet, copyRows, Map.of(), RowStart.Unknowns.MEAN);
    }
}
