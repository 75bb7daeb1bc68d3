package attune.surgery;

import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The output of a vertex.
 *
 * @param type as DL4J sees it
 * @param perFrame whether it is a sequence whose frames DL4J has folded into the batch, as it does for dense layers
 */
record Flow(InputType type, boolean perFrame) {

    /** Whether there are frames in time. */
    boolean isSequence() {
        return perFrame || type instanceof InputType.InputTypeRecurrent;
    }

    /** Whether it has channels, height and width. */
    boolean isImage() {
        return type instanceof InputType.InputTypeConvolutional;
    }

    /** Size of a frame of a sequence, else of all activations of one example. */
    int size() {
        long size = type instanceof InputType.InputTypeRecurrent recurrent
                ? recurrent.getSize()
                : type.arrayElementsPerExample();
        return Math.toIntExact(size);
    }

    /** Such as {@code [80, T]} or {@code [64, 28, 28]}, without the batch. */
    String shape() {
        if (type instanceof InputType.InputTypeRecurrent recurrent) {
            long frames = recurrent.getTimeSeriesLength();
            return "[" + recurrent.getSize() + ", " + (frames > 0 ? String.valueOf(frames) : "T") + "]";
        }
        if (type instanceof InputType.InputTypeConvolutional image) {
            return "[" + image.getChannels() + ", " + image.getHeight() + ", " + image.getWidth() + "]";
        }
        if (type instanceof InputType.InputTypeConvolutional3D volume) {
            return "[" + volume.getChannels() + ", " + volume.getDepth() + ", " + volume.getHeight() + ", "
                    + volume.getWidth() + "]";
        }
        return "[" + size() + (perFrame ? ", T]" : "]");
    }
}
