package attune.bundle;

import attune.files.BoundedZip;

/** The names and greatest sizes of a bundle's entries. */
final class Entry {
    static final String METADATA = "model.json";
    static final String NETWORK = "network.json";
    static final String WEIGHTS = "weights.safetensors";

    /** Far above an alphabet of thousands of labels and a long provenance chain. */
    static final long METADATA_BYTES = 8L << 20;

    /** ResNet-50, the largest graph we know, needs half a mebibyte. */
    static final long NETWORK_BYTES = 16L << 20;

    static final long WEIGHTS_BYTES = 4L << 30;

    /** A byte array holds at most twice this; our largest shipped language model is a tenth of it. */
    static final long EXTRA_BYTES = 1L << 30;

    static final int MOST_EXTRAS = 61;

    static final BoundedZip.Limits ZIP = new BoundedZip.Limits(3 + MOST_EXTRAS, 6L << 30, 200);

    private Entry() {}

    static boolean isReserved(String name) {
        return name.equals(METADATA) || name.equals(NETWORK) || name.equals(WEIGHTS);
    }

    static long mostBytes(String name) {
        return switch (name) {
            case METADATA -> METADATA_BYTES;
            case NETWORK -> NETWORK_BYTES;
            case WEIGHTS -> WEIGHTS_BYTES;
            default -> EXTRA_BYTES;
        };
    }
}
