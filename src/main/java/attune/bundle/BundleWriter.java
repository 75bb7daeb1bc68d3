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
 * Writes bundles: whole or not at all, and the same bytes for the same bundle on every machine, so that a bundle's digest
 * identifies it. Entries are stored, not deflated: weights hardly shrink, and what deflate makes of a text differs from
 * one zlib to the next.
 *
 * <p>Safe for use by several threads, but the network must not be trained meanwhile.
 */
public final class BundleWriter {

    /** No zip knows an earlier day than 1 January 1980, and for that very one Java writes the time zone into the file. */
    private static final LocalDateTime SAME_FOR_ALL = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final NetworkJson networkJson;

    /**
     * A writer.
     *
     * @param ids the ids for classes of ours in the networks to be written
     */
    public BundleWriter(LayerIds ids) {
        this.networkJson = new NetworkJson(ids);
    }

    /**
     * Writes a bundle as one zip file, replacing what was there.
     *
     * @param file its name
     * @param bundle the model
     * @param storage how to store each weight; a float network survives {@link WeightStorage#FLOAT32} bit for bit, a
     *     double one {@link WeightStorage#FLOAT64}
     * @throws UserFault when a weight is not finite or too large for the storage, or a further entry too long; the old
     *     file is then untouched
     * @throws IllegalArgumentException when the network holds a class that no bundle may hold, or a name with a dot or a
     *     slash in it
     * @throws IOException when the disk fails
     */
    public void write(Path file, Bundle bundle, WeightStorage storage) throws IOException {
        for (String vertex : bundle.network().getConfiguration().getVertices().keySet()) {
            if (vertex.isEmpty() || vertex.contains("/") || vertex.contains(".")) {
                throw new IllegalArgumentException("no vertex may be named \"" + vertex + "\"");
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

    /** A stored entry's size and checksum stand before its bytes, so they are made twice rather than kept. */
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

    /** Swallows bytes, keeping their number and checksum. */
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
