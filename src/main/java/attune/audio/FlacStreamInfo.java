package attune.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * FLAC's first metadata block (RFC 9639, section 8.2).
 *
 * @param sampleRateHz samples per second
 * @param channels 1 to 8
 * @param bits of a sample, 4 to 32
 * @param samples per channel; 0 where the encoder did not know
 * @param md5 of all samples, interleaved little-endian, in hexadecimal; all zeros where the encoder did not compute it
 */
record FlacStreamInfo(int sampleRateHz, int channels, int bits, long samples, String md5) {

    private static final int BYTES = 34;

    /**
     * Reads the marker and all metadata blocks, up to the first frame.
     *
     * @throws DamagedAudio when they break the rules or the file ends among them
     */
    static FlacStreamInfo read(InputStream in) throws IOException {
        ByteReader reader = new ByteReader(in);
        try {
            reader.bytes(4);
            int head = blockHead(reader);
            if (((head >>> 24) & 0x7F) != 0 || (head & 0xFFFFFF) != BYTES) {
                throw new DamagedAudio("its FLAC metadata does not begin with a STREAMINFO block of 34 bytes");
            }
            FlacStreamInfo info = parse(reader.bytes(BYTES).order(ByteOrder.BIG_ENDIAN));
            while (head >= 0) {
                head = blockHead(reader);
                if (((head >>> 24) & 0x7F) == 0x7F) {
                    throw new DamagedAudio("its FLAC metadata holds a block of the forbidden type 127");
                }
                reader.skip(head & 0xFFFFFF);
            }
            return info;
        } catch (EOFException e) {
            throw new DamagedAudio("is cut short: it ends inside its FLAC metadata", e);
        }
    }

    /** The sign bit marks the last block, the next 7 give the type, the low 24 the length. */
    private static int blockHead(ByteReader reader) throws IOException {
        return reader.bytes(4).order(ByteOrder.BIG_ENDIAN).getInt();
    }

    private static FlacStreamInfo parse(ByteBuffer block) throws DamagedAudio {
        long packed = block.getLong(10);
        int bits = (int) ((packed >>> 36) & 31) + 1;
        if (bits < 4) {
            throw new DamagedAudio("its FLAC header gives " + bits + " bits a sample, outside 4 to 32");
        }
        int channels = (int) ((packed >>> 41) & 7) + 1;
        int sampleRateHz = (int) (packed >>> 44);
        String md5 =
                HexFormat.of().toHexDigits(block.getLong(18)) + HexFormat.of().toHexDigits(block.getLong(26));
        return new FlacStreamInfo(sampleRateHz, channels, bits, packed & 0xFFFFFFFFFL, md5);
    }
}
