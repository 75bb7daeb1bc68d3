package attune.bundle;

import attune.files.BoundedZip;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A model: its metadata, its network and any further files.
 *
 * @param metadata description and origin of the model
 * @param network the network, initialised; shared, not copied
 * @param extras further entries by plain file name, such as {@code lm} or {@code CARD.md}; bytes shared, not copied
 */
public record Bundle(Metadata metadata, ComputationGraph network, Map<String, byte[]> extras) {

    /** Refuses entry names that are not plain or are reserved for the bundle itself. */
    public Bundle {
        for (String name : extras.keySet()) {
            if (!BoundedZip.isPlainName(name) || Entry.isReserved(name)) {
                throw new IllegalArgumentException("not a valid name for a further entry: " + name);
            }
        }
        if (extras.size() > Entry.MOST_EXTRAS) {
            throw new IllegalArgumentException(extras.size() + " further entries, at most " + Entry.MOST_EXTRAS);
        }
        extras = Collections.unmodifiableMap(new TreeMap<>(extras));
    }

    /**
     * A model without further entries.
     *
     * @param metadata description of the model
     * @param network the network, initialised
     */
    public Bundle(Metadata metadata, ComputationGraph network) {
        this(metadata, network, Map.of());
    }
}
