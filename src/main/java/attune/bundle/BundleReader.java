package attune.bundle;

import attune.fault.UserFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Opens bundles, whoever made them: a file can be refused but cannot run code, name a class we do not know, or make us
 * allocate more than its own length warrants.
 *
 * <p>Whatever is wrong with a file is a {@link UserFault} naming file, entry and rule; an {@link IOException} means that
 * the disk failed. Safe for use by several threads.
 */
public final class BundleReader {
    private final NetworkJson networkJson;

    /**
     * A reader.
     *
     * @param ids the classes that stand under ids of ours in the networks to be read
     */
    public BundleReader(LayerIds ids) {
        this.networkJson = new NetworkJson(ids);
    }

    /**
     * Reads a whole bundle. The network is initialised and ready for output or training; its updater starts afresh.
     *
     * @param bundle a zip file or a folder
     * @return the model
     * @throws UserFault when it is no bundle, a damaged one, one of another format version, or one we must not trust
     * @throws IOException when the disk fails
     */
    public Bundle read(Path bundle) throws IOException {
        try (Entries entries = Entries.open(bundle)) {
            Metadata metadata = metadata(entries);
            ComputationGraphConfiguration configuration =
                    networkJson.parse(entries.bytes(Entry.NETWORK), entries.where(Entry.NETWORK));
            ComputationGraph network;
            try (InputStream in = new BufferedInputStream(entries.open(Entry.WEIGHTS), 1 << 16)) {
                network = NetworkWeights.read(
                        configuration, in, entries.size(Entry.WEIGHTS), entries.where(Entry.WEIGHTS));
            }
            return new Bundle(metadata, network, extras(entries));
        }
    }

    /**
     * Reads only what the model is; neither network nor weights are looked at.
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
     * Reads only which parameters the model has; their values are not looked at.
     *
     * @param bundle a zip file or a folder
     * @return the parameters in the order of the file
     * @throws UserFault when the weight file's header is damaged, or as {@link #read}
     * @throws IOException when the disk fails
     */
    public static List<TensorInfo> readTensors(Path bundle) throws IOException {
        try (Entries entries = Entries.open(bundle);
                InputStream in = entries.open(Entry.WEIGHTS)) {
            metadata(entries);
            return TensorHeader.read(in, entries.size(Entry.WEIGHTS), entries.where(Entry.WEIGHTS));
        }
    }

    private static Metadata metadata(Entries entries) throws IOException {
        Metadata metadata = MetadataJson.parse(entries.bytes(Entry.METADATA), entries.where(Entry.METADATA));
        entries.require(Entry.NETWORK); // asked for only now: another format version may have other entries
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
