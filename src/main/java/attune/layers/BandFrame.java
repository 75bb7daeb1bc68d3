package attune.layers;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The shape of a sequence's frames as small pictures [row × band × channel], row-major in a frame: the rows are steps in
 * time within the frame, the oldest first.
 *
 * @param rows in each frame
 * @param bands of frequency, the lowest first
 * @param channels of each band; 1 in a spectrogram
 */
public record BandFrame(
        @JsonProperty("rows") int rows,
        @JsonProperty("bands") int bands,
        @JsonProperty("channels") int channels) {

    /** Refuses an empty frame. */
    public BandFrame {
        if (rows < 1 || bands < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "an empty frame: " + rows + " rows, " + bands + " bands, " + channels + " channels");
        }
        if ((double) rows * bands * channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a frame too large: " + rows + " rows, " + bands + " bands, " + channels + " channels");
        }
    }

    /**
     * Numbers in a frame.
     *
     * @return size of the sequence
     */
    public int size() {
        return rows * bands * channels;
    }

    /**
     * Refuses a layer whose sizes are not those of its frames, as a file may say: kernels that compute on memory itself
     * would read and write beyond it.
     */
    static void requireSizes(SequenceLayer layer, BandFrame in, BandFrame out) {
        if (layer.getNIn() != in.size() || layer.getNOut() != out.size()) {
            throw new IllegalArgumentException("layer " + layer.getLayerName() + " makes " + layer.getNOut()
                    + " numbers of " + layer.getNIn() + ", but its frames have " + out.size() + " and " + in.size());
        }
    }

    /**
     * The same with other channels.
     *
     * @param number of channels
     * @return the shape
     */
    public BandFrame withChannels(int number) {
        return new BandFrame(rows, bands, number);
    }

    /**
     * What remains where each window of so many rows and bands becomes one.
     *
     * @param windowRows divides the rows
     * @param windowBands divides the bands
     * @return the shape
     */
    public BandFrame pooled(int windowRows, int windowBands) {
        if (windowRows < 1 || windowBands < 1 || rows % windowRows != 0 || bands % windowBands != 0) {
            throw new IllegalArgumentException(
                    "windows of " + windowRows + " × " + windowBands + " do not tile " + this);
        }
        return new BandFrame(rows / windowRows, bands / windowBands, channels);
    }
}
