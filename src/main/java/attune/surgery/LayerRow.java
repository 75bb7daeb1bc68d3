package attune.surgery;

/**
 * A line of the layer table.
 *
 * @param name the vertex's name
 * @param type its kind, such as {@code bilstm}
 * @param in shape of its input without the batch, such as {@code [80, T]}; several are joined by {@code +}
 * @param out shape of its output
 * @param parameters their number
 * @param origin whether it comes from the source
 * @param training whether it learns
 * @param rateFactor factor on the learning rate if it learns
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

    /** Whether it comes from the source and learns, now or later. */
    boolean isTrainedTrunk() {
        return origin == Origin.KEPT && learns();
    }

    boolean learns() {
        return training == Training.TRAINED || training == Training.SECOND_STAGE;
    }

    LayerRow with(double factor) {
        return new LayerRow(name, type, in, out, parameters, origin, training, factor);
    }

    LayerRow asNew() {
        return new LayerRow(name, type, in, out, parameters, Origin.NEW, training, rateFactor);
    }

    LayerRow with(Training other) {
        return new LayerRow(name, type, in, out, parameters, origin, other, rateFactor);
    }

    /** Where a layer comes from. */
    public enum Origin {
        /** From the source network. */
        KEPT,
        /** Added by surgery, with random parameters. */
        NEW
    }

    /** Whether a layer learns. */
    public enum Training {
        /** It learns. */
        TRAINED,
        /** It learns after the new layers have been trained for a while. */
        SECOND_STAGE,
        /** It stays unchanged. */
        FROZEN,
        /** Its weights stay; its running statistics follow the data. */
        STATISTICS_ONLY,
        /** It has no parameters. */
        NO_PARAMETERS
    }
}
