package attune.speech.learning;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.surgery.LayerSpec;

/**
 * The shape of a new acoustic model: a stack of recurrent layers under a CTC output.
 *
 * @param layers number of recurrent layers, at most {@link #MOST_LAYERS}
 * @param units size of each, in each direction, at most {@link LayerSpec#MOST_UNITS}
 * @param bidirectional whether each also reads from the end; then the model cannot be used on live audio
 * @param dropout rate at the input of every layer but the first
 */
public record NetworkShape(int layers, int units, boolean bidirectional, double dropout) {
    /** Far beyond what can be trained, and few enough for a graph to be built of them. */
    public static final int MOST_LAYERS = 100;

    /** Refuses sizes out of range. */
    public NetworkShape {
        requireWithin("layers", layers, MOST_LAYERS);
        requireWithin("units", units, LayerSpec.MOST_UNITS);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new UserFault(
                    named("dropout"), "must be at least 0 and below 1, not " + dropout, "give 0.15, for example");
        }
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new UserFault(named(name), "must be 1 to " + most + ", not " + value, "give another number");
        }
    }

    /**
     * Layers that read a whole clip in both directions, without dropout.
     *
     * @param layers number of layers
     * @param units size of each, in each direction
     * @return the shape
     */
    public static NetworkShape bidirectional(int layers, int units) {
        return new NetworkShape(layers, units, true, 0);
    }

    /**
     * Layers that only look back, for live sound, without dropout.
     *
     * @param layers number of layers
     * @param units size of each
     * @return the shape
     */
    public static NetworkShape streaming(int layers, int units) {
        return new NetworkShape(layers, units, false, 0);
    }

    /**
     * The same with dropout.
     *
     * @param rate at the input of every layer but the first
     * @return the shape
     */
    public NetworkShape withDropout(double rate) {
        return new NetworkShape(layers, units, bidirectional, rate);
    }
}
