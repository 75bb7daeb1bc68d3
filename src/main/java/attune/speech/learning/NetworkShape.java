package attune.speech.learning;

import attune.surgery.LayerSpec;

/**
 * The shape of a new acoustic model: a stack of recurrent layers under a CTC output.
 *
 * @param layers number of recurrent layers
 * @param units size of each, in each direction, at most {@link LayerSpec#MOST_UNITS}
 * @param bidirectional whether each also reads from the end; then the model cannot be used on live audio
 * @param dropout rate at the input of every layer but the first
 */
public record NetworkShape(int layers, int units, boolean bidirectional, double dropout) {

    /** Refuses sizes out of range. */
    public NetworkShape {
        if (layers < 1 || units < 1 || units > LayerSpec.MOST_UNITS || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "network shape out of range: " + layers + " layers of " + units + " units, dropout " + dropout);
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
