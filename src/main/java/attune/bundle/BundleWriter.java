package attune.bundle;

import attune.fault.UserFault;
import attune.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes bundles atomically, with the same bytes for the same bundle on every machine, so that a bundle's digest
 * identifies it. Entries are stored, not deflated: weights hardly shrink, and deflate's output differs between zlib
 * versions.
 *
 * <p>Thread-safe, but the network must not be trained meanwhile.
 */
public final class BundleWriter {

    /** Zip has no date before 1 January 1980, and for that day Java writes the time zone into the file. */
    private static final LocalDateTime SAME_FOR_ALL = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final NetworkJson networkJson;

    /**
     * A writer.
     *
     * @param ids our classes and their ids in the networks to be written
     */
    public BundleWriter(LayerIds ids) {
        this.networkJson = new NetworkJson(ids);
    }

    /**
     * Writes a bundle as one zip file, replacing any old file.
     *
     * @param file its name
     * @param bundle the model
     * @param storage how to store each weight; a float network survives {@link WeightStorage#FLOAT32} bit for bit, a
     *     double one {@link WeightStorage#FLOAT64}
     * @throws UserFault when a weight is not finite or too large for the storage, or a further entry is too long; the
     *     old file then stays untouched
     * @throws IllegalArgumentException when the network holds a class not allowed in bundles, or a name containing a
     *     dot or a slash
     * @throws IOException when the disk fails
     */
    public void write(Path file, Bundle bundle, WeightStorage storage) throws IOException {
        for (String vertex : bundle.network().getConfiguration().getVertices().keySet()) {
            if (vertex.isEmpty() || vertex.contains("/") || vertex.contains(".")) {
                throw new IllegalArgumentException("a vertex must not be named \"" + vertex + "\"");
            }
        }
        bundle.extras().forEach((name, content) -> {
            if (content.length > Entry.mostBytes(name)) {
                throw new UserFault(
                        file + ": " + name,
                        "would be " + content.length + " bytes long, more than the " + Entry.mostBytes(name)
                                + " that a bundle can hold",
                        "make it smaller");
            }
        });
        byte[] metadata = MetadataJson.write(bundle.metadata());
        byte[] network = networkJson.write(bundle.network().getConfiguration());
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            store(zip, Entry.METADATA, entry -> entry.write(metadata));
            store(zip, Entry.NETWORK, entry -> entry.write(network));
            for (Map.Entry<String, byte[]> extra : bundle.extras().entrySet()) {
                store(zip, extra.getKey(), entry -> entry.write(extra.getValue()));
            }
            store(
                    zip,
                    Entry.WEIGHTS,
                    entry -> NetworkWeights.write(bundle.network(), storage, entry, file + ": " + Entry.WEIGHTS));
            zip.finish();
        });
    }

    /** A stored entry's size and checksum precede its bytes, so the bytes are generated twice rather than kept. */
    private static void store(ZipOutputStream zip, String name, AtomicFile.Body body) throws IOException {
        CountingCrc measured = new CountingCrc();
        body.writeTo(measured);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(SAME_FOR_ALL);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(measured.count);
        entry.setCrc(measured.getChecksum().getValue());
        zip.putNextEntry(entry);
        body.writeTo(zip);
        zip.closeEntry();
    }

    /** Discards bytes, keeping their number and checksum. */
    private static final class CountingCrc extends CheckedOutputStream {
        private long count;

        CountingCrc() {
            super(OutputStream.nullOutputStream(), new CRC32());
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void write(int value) throws IOException {
            super.write(value);
            count++;
        }
    }
}
