package attune.files;

import attune.fault.UserFault;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip file from a stranger, read within bounds: a flat list of plainly named entries, each of a size known and
 * allowed before a byte is unpacked, each checked against its CRC-32 by the time its last byte is read.
 *
 * <p>Whatever is wrong with the file is a {@link UserFault}; an {@link IOException} means that the disk failed. Not
 * thread-safe.
 */
public final class BoundedZip implements Closeable {

    /** Characters that mean the same on every file system; no leading dot, slash or backslash. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** Below this size any ratio will do: short repetitive JSON packs well, and a small bomb hurts nobody. */
    private static final long RATIO_COUNTS_FROM_BYTES = 1L << 20;

    private static final String REMEDY = "fetch or build the file again";

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new TreeMap<>();

    /**
     * What a zip file may hold.
     *
     * @param entries maximum number of entries
     * @param totalBytes maximum unpacked bytes of all entries together
     * @param ratio maximum unpacked bytes for one packed byte, for entries past a mebibyte; deflate reaches 1032
     */
    public record Limits(int entries, long totalBytes, int ratio) {

        /** Refuses limits that would let nothing in. */
        public Limits {
            if (entries < 1 || totalBytes < 1 || ratio < 1) {
                throw new IllegalArgumentException(
                        "limits must be positive: " + entries + ", " + totalBytes + ", " + ratio);
            }
        }
    }

    private BoundedZip(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Opens a zip file and checks its table of contents.
     *
     * @param file the file
     * @param limits what it may hold
     * @return the open file, to be closed by the caller
     * @throws UserFault when it is not a zip file, is cut short, or breaks a limit or a naming rule
     * @throws IOException when the disk fails
     */
    public static BoundedZip open(Path file, Limits limits) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
        BoundedZip opened = new BoundedZip(file, zip);
        try {
            opened.admit(limits);
            return opened;
        } catch (RuntimeException | IOException e) {
            zip.close();
            throw e;
        }
    }

    /**
     * Whether a name is one an entry may have: a letter or digit, then letters, digits, dots, dashes and underscores,
     * at most 128 in all.
     *
     * @param name any text
     * @return true for a name without folders and without surprises
     */
    public static boolean isPlainName(String name) {
        return PLAIN_NAME.matcher(name).matches();
    }

    /**
     * The entries' names in alphabetical order.
     *
     * @return an unmodifiable view
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * How long an entry is once unpacked.
     *
     * @param name one of {@link #names()}
     * @return bytes
     */
    public long size(String name) {
        return entry(name).getSize();
    }

    /**
     * An entry's bytes. Reading to the end checks them; the stream never gives more than {@link #size}.
     *
     * @param name one of {@link #names()}
     * @return a stream to be closed by the caller; it throws {@link UserFault} where the entry is damaged
     * @throws IOException when the disk fails
     */
    public InputStream open(String name) throws IOException {
        ZipEntry entry = entry(name);
        String where = file + ": " + name;
        try {
            return new CheckedEntryStream(zip.getInputStream(entry), entry.getSize(), entry.getCrc(), where);
        } catch (ZipException e) {
            throw new UserFault(where, "the entry is damaged (" + e.getMessage() + ")", REMEDY, e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no such entry: " + name);
        }
        return entry;
    }

    private void admit(Limits limits) throws IOException {
        long packed = 0;
        long unpacked = 0;
        if (zip.size() > limits.entries()) {
            throw fault("holds " + zip.size() + " entries, more than the " + limits.entries() + " allowed");
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            admit(entry, limits);
            packed += entry.getCompressedSize();
            unpacked += entry.getSize();
        }
        if (unpacked > limits.totalBytes()) {
            throw fault("unpacks to " + unpacked + " bytes, more than the " + limits.totalBytes() + " allowed");
        }
        if (packed > Files.size(file)) {
            throw fault("claims " + packed + " packed bytes but is " + Files.size(file) + " bytes long");
        }
    }

    private void admit(ZipEntry entry, Limits limits) {
        String name = entry.getName();
        if (!isPlainName(name)) {
            throw new UserFault(
                    file.toString(),
                    "entry \"" + visible(name) + "\" is not a plain file name",
                    "pack the files themselves, without folders (zip -j)");
        }
        long packed = entry.getCompressedSize();
        long unpacked = entry.getSize();
        if (packed < 0 || unpacked < 0 || unpacked > limits.totalBytes()) {
            throw fault("entry " + name + " claims " + unpacked + " bytes, outside 0 to " + limits.totalBytes());
        }
        if (entry.getMethod() == ZipEntry.STORED && packed != unpacked) {
            throw fault("entry " + name + " is stored but claims two sizes, " + packed + " and " + unpacked + " bytes");
        }
        if (unpacked > RATIO_COUNTS_FROM_BYTES && unpacked / limits.ratio() > packed) {
            throw fault("entry " + name + " unpacks " + packed + " bytes to " + unpacked + ", more than "
                    + limits.ratio() + " to 1");
        }
        if (entries.put(name, entry) != null) {
            throw fault("holds two entries named " + name);
        }
    }

    private UserFault fault(String problem) {
        return new UserFault(file.toString(), problem, REMEDY);
    }

    /** A zip ends with its table of contents, so a beginning without an end is a file cut short. */
    private static UserFault unreadable(Path file, Exception cause) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        boolean zip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
        String problem = zip ? "the zip file is cut short or damaged" : "is not a zip file";
        String reason = cause instanceof EOFException ? "it ends too early" : String.valueOf(cause.getMessage());
        return new UserFault(file.toString(), problem + " (" + reason + ")", REMEDY, cause);
    }

    private static String visible(String name) {
        String shown = name.replaceAll("[^\\x20-\\x7e]", "?");
        return shown.length() <= 80 ? shown : shown.substring(0, 80) + "…";
    }
}
