package attune.speech.learning;

import attune.surgery.LayerSpec;

/**
 * The shape of a new acoustic model: a stack of recurrent layers under a CTC output.
 *
 * @param layers how many recurrent layers
 * @param units size of each, in each direction, at most {@link LayerSpec#MOST_UNITS}
 * @param bidirectional whether each also reads from the end; then the model cannot be used on live audio
 * @param dropout rate at the input of every layer but the first
 */
public record NetworkShape(int layers, int units, boolean bidirectional, double dropout) {

    /** Refuses sizes that cannot be. */
    public NetworkShape {
        if (layers < 1 || units < 1 || units > LayerSpec.MOST_UNITS || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "network shape out of range: " + layers + " layers of " + units + " units, dropout " + dropout);
        }
    }
}
