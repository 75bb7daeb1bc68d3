package attune.bundle;

import attune.fault.UserFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Opens bundles from any source: a file may be refused, but it cannot run code, name a class we do not know, or make us
 * allocate more than its own length warrants.
 *
 * <p>A defective file is a {@link UserFault} naming file, entry and rule; an {@link IOException} means that the disk
 * failed. Thread-safe.
 */
public final class BundleReader {
    private static final int BLOCK_BYTES = 1 << 16;

    private final NetworkJson networkJson;

    /**
     * A reader.
     *
     * @param ids our classes and their ids in the networks to be read
     */
    public BundleReader(LayerIds ids) {
        this.networkJson = new NetworkJson(ids);
    }

    /**
     * Reads a whole bundle. The network is initialised and ready for output or training; its updater starts afresh.
     *
     * @param bundle a zip file or a folder
     * @return the model
     * @throws UserFault when it is not a bundle, is damaged, has another format version, or must not be trusted
     * @throws IOException when the disk fails
     */
    public Bundle read(Path bundle) throws IOException {
        try (Entries entries = Entries.open(bundle)) {
            Metadata metadata = metadata(entries);
            byte[] json = entries.bytes(Entry.NETWORK);
            Aside<ComputationGraphConfiguration> parsed =
                    Aside.begin(() -> networkJson.parse(json, entries.where(Entry.NETWORK)));
            Nd4j.getExecutioner(); // for the first model this takes as long
            return new Bundle(metadata, network(parsed.result(), entries), extras(entries));
        }
    }

    private static ComputationGraph network(ComputationGraphConfiguration configuration, Entries entries)
            throws IOException {
        try (InputStream in = new BufferedInputStream(entries.open(Entry.WEIGHTS), 1 << 16)) {
            return NetworkWeights.read(configuration, in, entries.size(Entry.WEIGHTS), entries.where(Entry.WEIGHTS));
        }
    }

    /**
     * Reads only the metadata, not the network or the weights.
     *
     * @param bundle a zip file or a folder
     * @return the metadata
     * @throws UserFault as {@link #read}
     * @throws IOException when the disk fails
     */
    public static Metadata readMetadata(Path bundle) throws IOException {
        try (Entries entries = Entries.open(bundle)) {
            return metadata(entries);
        }
    }

    /**
     * Compares two bundles, but for their history.
     *
     * @param one a bundle
     * @param other a bundle
     * @return the names of the entries that only one has or that differ; of {@code model.json} only what is said of the
     *     domain counts; empty if both are the same model bit for bit
     * @throws UserFault as {@link #read}
     * @throws IOException when the disk fails
     */
    public static List<String> differences(Path one, Path other) throws IOException {
        try (Entries ofOne = Entries.open(one);
                Entries ofOther = Entries.open(other)) {
            Set<String> names = new TreeSet<>(ofOne.names());
            names.addAll(ofOther.names());
            List<String> different = new ArrayList<>();
            for (String name : names) {
                boolean inBoth = ofOne.names().contains(name) && ofOther.names().contains(name);
                boolean same = inBoth
                        && (name.equals(Entry.METADATA)
                                ? metadata(ofOne)
                                        .domain()
                                        .equals(metadata(ofOther).domain())
                                : sameBytes(ofOne, ofOther, name));
                if (!same) {
                    different.add(name);
                }
            }
            return different;
        }
    }

    /** In blocks, since weights may be larger than an array. */
    private static boolean sameBytes(Entries one, Entries other, String name) throws IOException {
        try (InputStream a = one.open(name);
                InputStream b = other.open(name)) {
            byte[] block = a.readNBytes(BLOCK_BYTES);
            while (block.length > 0 && Arrays.equals(block, b.readNBytes(BLOCK_BYTES))) {
                block = a.readNBytes(BLOCK_BYTES);
            }
            return block.length == 0 && b.read() < 0;
        }
    }

    private static Metadata metadata(Entries entries) throws IOException {
        Metadata metadata = MetadataJson.parse(entries.bytes(Entry.METADATA), entries.where(Entry.METADATA));
        entries.require(Entry.NETWORK); // required only now: another format version may have other entries
        entries.require(Entry.WEIGHTS);
        return metadata;
    }

    private static Map<String, byte[]> extras(Entries entries) throws IOException {
        Map<String, byte[]> extras = new TreeMap<>();
        for (String name : entries.names()) {
            if (!Entry.isReserved(name)) {
                extras.put(name, entries.bytes(name));
            }
        }
        return extras;
    }
}
