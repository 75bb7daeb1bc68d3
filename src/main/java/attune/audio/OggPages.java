package attune.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The pages of one logical Ogg stream (RFC 3533, section 6), each checked against its checksum and number. */
final class OggPages {

    private static final int HEADER_BYTES = 27;
    private static final int[] CRC = crcTable();

    /**
     * A page.
     *
     * @param flags 1 continues a packet, 2 begins a stream, 4 ends it
     * @param granule the stream's own position at the end of the last packet that ends here; -1 where none ends
     * @param segments lengths of the pieces of the body; one below 255 ends a packet
     * @param body the packets' bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by the one who asked for the page
    record Page(int flags, long granule, byte[] segments, byte[] body) {
        boolean continues() {
            return (flags & 1) != 0;
        }

        boolean ends() {
            return (flags & 4) != 0;
        }
    }

    private final ByteReader reader;
    private int serial;
    private int number;
    private boolean ended;

    OggPages(InputStream in) {
        this.reader = new ByteReader(in);
    }

    /**
     * The next page of the stream that began first; pages of other streams are skipped.
     *
     * @return null after the page that ends the stream
     * @throws DamagedAudio when pages are damaged, missing, or follow the end
     */
    @Nullable
    Page next() throws IOException {
        while (true) {
            long at = reader.position();
            ByteBuffer head = null;
            try {
                head = reader.bytesOrEnd(HEADER_BYTES);
                if (head == null) {
                    return atEndOfFile();
                }
                Page page = page(head, at);
                if (head.getInt(14) == serial) {
                    ended = page.ends();
                    return page;
                }
            } catch (EOFException e) {
                throw new DamagedAudio("is cut short: it ends inside the Ogg page at byte " + at, e);
            }
        }
    }

    private @Nullable Page atEndOfFile() throws DamagedAudio {
        if (!ended) {
            throw new DamagedAudio("is cut short: it ends without the Ogg page that ends the stream");
        }
        return null;
    }

    private Page page(ByteBuffer head, long at) throws IOException {
        if (!ByteReader.tag(head, 0).equals("OggS") || head.get(4) != 0) {
            throw new DamagedAudio("has bytes that are not an Ogg page at byte " + at);
        }
        byte[] segments = reader.array(head.get(26) & 0xFF);
        int length = 0;
        for (byte segment : segments) {
            length += segment & 0xFF;
        }
        byte[] body = reader.array(length);
        int declared = head.getInt(22);
        byte[] headWithoutCrc = new byte[HEADER_BYTES];
        head.putInt(22, 0).get(0, headWithoutCrc);
        if (crc(crc(crc(0, headWithoutCrc), segments), body) != declared) {
            throw new DamagedAudio("its Ogg data is damaged: the page at byte " + at + " has a wrong checksum");
        }
        if (ended) {
            throw new DamagedAudio(
                    "holds several Ogg streams, one after another", "join them: ffmpeg -i IN.ogg OUT.wav");
        }
        if (at == 0) {
            serial = head.getInt(14);
            number = head.getInt(18);
        }
        if (head.getInt(14) == serial && head.getInt(18) != number++) {
            throw new DamagedAudio("its Ogg data is damaged: a page is missing before byte " + at);
        }
        return new Page(head.get(5), head.getLong(6), segments, body);
    }

    private static int crc(int start, byte[] bytes) {
        int crc = start;
        for (byte b : bytes) {
            crc = (crc << 8) ^ CRC[(crc >>> 24) ^ (b & 0xFF)];
        }
        return crc;
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int remainder = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder << 1) ^ (remainder < 0 ? 0x04C11DB7 : 0);
            }
            table[i] = remainder;
        }
        return table;
    }
}
