package attune.surgery;

/**
 * A line of the layer table.
 *
 * @param name the vertex's name
 * @param type what kind it is, such as {@code bilstm}
 * @param in shape of its input without the batch, such as {@code [80, T]}; of several, joined by {@code +}
 * @param out shape of its output
 * @param parameters how many it has
 * @param origin whether it comes from the source
 * @param training whether it learns
 * @param rateFactor what the learning rate is multiplied by where it learns
 */
public record LayerRow(
        String name,
        String type,
        String in,
        String out,
        long parameters,
        Origin origin,
        Training training,
        double rateFactor) {

    /** Whether it comes from the source and learns, at once or later. */
    boolean isTrainedTrunk() {
        return origin == Origin.KEPT && learns();
    }

    boolean learns() {
        return training == Training.TRAINED || training == Training.SECOND_STAGE;
    }

    LayerRow with(double factor) {
        return new LayerRow(name, type, in, out, parameters, origin, training, factor);
    }

    LayerRow with(Training other) {
        return new LayerRow(name, type, in, out, parameters, origin, other, rateFactor);
    }

    /** Where a layer comes from. */
    public enum Origin {
        /** From the source network. */
        KEPT,
        /** Put on by surgery, with parameters drawn at random. */
        NEW
    }

    /** Whether a layer learns. */
    public enum Training {
        /** It learns. */
        TRAINED,
        /** It learns once the new layers have learnt for a while. */
        SECOND_STAGE,
        /** It stays as it is. */
        FROZEN,
        /** Its weights stay; its running statistics follow the data. */
        STATISTICS_ONLY,
        /** It has no parameters. */
        NO_PARAMETERS
    }
}
