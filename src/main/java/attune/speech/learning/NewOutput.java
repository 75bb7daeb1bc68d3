package attune.speech.learning;

import attune.surgery.RowStart;
import attune.text.Alphabet;
import java.util.Map;
import java.util.Objects;

/**
 * The labels of a new output, and what they start from where it sits on the same layer as the old one. Part of a run's
 * {@code plan.json}.
 *
 * @param alphabet the labels
 * @param copyRows whether labels start from the old output's at all; otherwise all are random
 * @param soundAlikes the old label whose weights a new one starts from
 * @param others what labels start from that are not in the old output and sound like none of its labels
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
     * @param copyRows whether its labels start from the old ones
     * @return the output
     */
    public static NewOutput same(Alphabet alphabet, boolean copyRows) {
        return new NewOutput(alphabet, copyRows, Map.of(), RowStart.Unknowns.MEAN);
    }
}
