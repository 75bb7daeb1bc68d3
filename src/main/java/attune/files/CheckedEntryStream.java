package attune.files;

import attune.fault.UserFault;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** One zip entry's bytes: as many as promised, with the checksum promised. {@code ZipFile} checks neither. */
final class CheckedEntryStream extends InputStream {
    private static final String REMEDY = "fetch or build the file again";

    private final InputStream in;
    private final long promisedBytes;
    private final long promisedCrc;
    private final String where;
    private final CRC32 crc = new CRC32();
    private long count;

    CheckedEntryStream(InputStream in, long promisedBytes, long promisedCrc, String where) {
        this.in = in;
        this.promisedBytes = promisedBytes;
        this.promisedCrc = promisedCrc;
        this.where = where;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int got;
        try {
            got = in.read(target, offset, length);
        } catch (EOFException e) {
            throw new UserFault(where, "the entry is longer than its file", REMEDY, e);
        } catch (ZipException e) {
            throw new UserFault(where, "the entry is damaged (" + e.getMessage() + ")", REMEDY, e);
        }
        if (got < 0) {
            checkEnd();
            return -1;
        }
        crc.update(target, offset, got);
        count += got;
        if (count > promisedBytes) {
            throw new UserFault(where, "the entry is longer than the " + promisedBytes + " bytes it claims", REMEDY);
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void checkEnd() {
        if (count != promisedBytes) {
            throw new UserFault(
                    where, "the entry is cut short after " + count + " of " + promisedBytes + " bytes", REMEDY);
        }
        if (crc.getValue() != promisedCrc) {
            String found = String.format("%08x instead of %08x", crc.getValue(), promisedCrc);
            throw new UserFault(where, "the entry is damaged: its checksum is " + found, REMEDY);
        }
    }
}
