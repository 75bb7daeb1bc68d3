package attune.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What precedes the samples of a RIFF or RF64 WAVE file (Multimedia Programming Interface 1.0, 1991;
 * WAVE_FORMAT_EXTENSIBLE, 2001; EBU Tech 3306 for RF64).
 *
 * @param coding how samples are stored; empty for a codec that needs a decoder of its own, and then nothing else counts
 * @param channels samples in a frame
 * @param sampleRateHz frames per second
 * @param frames how many there are; {@link AudioInfo#UNKNOWN} from a pipe
 */
record WavHeader(Optional<SampleCoding> coding, int channels, long sampleRateHz, long frames) {

    /** RF64 has the size elsewhere. */
    private static final long ELSEWHERE = 0xFFFFFFFFL;

    /**
     * Programs that write to a pipe cannot go back to fill in the size, so they leave the largest possible: that of
     * ffmpeg, SoX, arecord, and of programs that use signed integers.
     */
    private static final Set<Long> UNFINISHED = Set.of(ELSEWHERE, 0x7FFFF000L, 0x7FFFFF00L, 0x7FFFFFFFL);

    private static final int FORMAT_BYTES = 16;
    private static final int EXTENSIBLE_BYTES = 40;
    /** Far more than any format chunk needs. */
    private static final int MAX_FORMAT_BYTES = 1 << 16;

    /** The two chunks that matter, as far as they have been met. */
    private record Format(Optional<SampleCoding> coding, int channels, long sampleRateHz, int frameBytes) {}

    /**
     * Reads up to the first sample.
     *
     * @param in the file from its first byte
     * @param fileBytes how long the file is; {@link AudioInfo#UNKNOWN} for a pipe
     * @throws DamagedAudio when the header breaks the rules or promises more than the file holds
     */
    static WavHeader read(InputStream in, long fileBytes) throws IOException {
        ByteReader reader = new ByteReader(in);
        try {
            return readChunks(reader, fileBytes);
        } catch (EOFException e) {
            throw new DamagedAudio("is cut short: it ends inside its WAV header, at byte " + reader.position(), e);
        }
    }

    private static WavHeader readChunks(ByteReader reader, long fileBytes) throws IOException {
        reader.bytes(12);
        long longDataBytes = ELSEWHERE;
        Format format = null;
        while (true) {
            ByteBuffer head = reader.bytesOrEnd(8);
            if (head == null) {
                throw new DamagedAudio("has no samples: its WAV header has no data chunk");
            }
            String name = ByteReader.tag(head, 0);
            long bytes = head.getInt(4) & 0xFFFFFFFFL;
            if (name.equals("data")) {
                return atData(
                        format,
                        UNFINISHED.contains(bytes) ? longDataBytes : bytes,
                        fileBytes - reader.position(),
                        fileBytes);
            }
            if (fileBytes >= 0 && bytes > fileBytes - reader.position()) {
                throw DamagedAudio.cutShort(
                        "WAV chunk '" + printable(name) + "'", bytes, fileBytes - reader.position(), "bytes");
            }
            if (name.equals("fmt ")) {
                format = format(reader, bytes);
                if (format.coding().isEmpty()) {
                    return new WavHeader(format.coding(), format.channels(), format.sampleRateHz(), AudioInfo.UNKNOWN);
                }
            } else if (name.equals("ds64") && bytes >= 16) {
                longDataBytes = reader.bytes(16).getLong(8);
                reader.skip(bytes - 16 + (bytes & 1));
            } else {
                reader.skip(bytes + (bytes & 1));
            }
        }
    }

    private static Format format(ByteReader reader, long bytes) throws IOException {
        if (bytes < FORMAT_BYTES || bytes > MAX_FORMAT_BYTES) {
            throw new DamagedAudio("its WAV format chunk has " + bytes + " bytes where 16 to 40 are usual");
        }
        ByteBuffer chunk = reader.bytes((int) (bytes + (bytes & 1)));
        int tag = chunk.getShort(0) & 0xFFFF;
        if (tag == 0xFFFE && bytes >= EXTENSIBLE_BYTES) {
            tag = chunk.getShort(24) & 0xFFFF; // the first field of the sub-format GUID
        }
        int channels = chunk.getShort(2) & 0xFFFF;
        long sampleRateHz = chunk.getInt(4) & 0xFFFFFFFFL;
        int frameBytes = chunk.getShort(12) & 0xFFFF;
        int bits = chunk.getShort(14) & 0xFFFF;
        AudioInfo.declared("WAV", sampleRateHz, channels, AudioInfo.UNKNOWN);
        Optional<SampleCoding> coding =
                isPlain(tag) ? Optional.of(coding(tag, channels, frameBytes, bits)) : Optional.empty();
        return new Format(coding, channels, sampleRateHz, frameBytes);
    }

    /** PCM, floating point, A-law and mu-law. */
    private static boolean isPlain(int tag) {
        return tag == 1 || tag == 3 || tag == 6 || tag == 7;
    }

    private static SampleCoding coding(int tag, int channels, int frameBytes, int bits) throws DamagedAudio {
        int sampleBytes = frameBytes % channels == 0 && bits > 0 && bits <= 8 * (frameBytes / channels)
                ? frameBytes / channels
                : 0;
        SampleCoding coding = switch (tag * 10 + sampleBytes) {
            case 11 -> SampleCoding.UNSIGNED_8;
            case 12 -> SampleCoding.SIGNED_16;
            case 13 -> SampleCoding.SIGNED_24;
            case 14 -> SampleCoding.SIGNED_32;
            case 34 -> SampleCoding.FLOAT_32;
            case 38 -> SampleCoding.FLOAT_64;
            case 61 -> SampleCoding.A_LAW;
            case 71 -> SampleCoding.MU_LAW;
            default -> null;
        };
        if (coding == null) {
            throw new DamagedAudio("its WAV header gives " + bits + "-bit samples of coding " + tag + " in " + channels
                    + " channels and frames of " + frameBytes + " bytes, which do not fit together");
        }
        return coding;
    }

    private static WavHeader atData(@Nullable Format format, long dataBytes, long bytesLeft, long fileBytes)
            throws DamagedAudio {
        if (format == null) {
            throw new DamagedAudio("its WAV data comes before any format chunk");
        }
        if (fileBytes < 0) {
            boolean unfinished = dataBytes == 0 || dataBytes == ELSEWHERE;
            long frames = unfinished ? AudioInfo.UNKNOWN : dataBytes / format.frameBytes();
            return new WavHeader(format.coding(), format.channels(), format.sampleRateHz(), frames);
        }
        // A program may have been stopped inside a frame.
        long bytes = dataBytes == ELSEWHERE ? bytesLeft - bytesLeft % format.frameBytes() : dataBytes;
        if (bytes < 0 || bytes > bytesLeft) {
            throw DamagedAudio.cutShort("its WAV header", bytes, bytesLeft, "bytes of samples");
        }
        if (bytes == 0 && bytesLeft > 0) {
            throw new DamagedAudio("holds no samples: its WAV header was never finished and leaves out the " + bytesLeft
                    + " bytes that follow it");
        }
        if (bytes % format.frameBytes() != 0) {
            throw new DamagedAudio("its WAV data of " + bytes + " bytes is not a whole number of " + format.frameBytes()
                    + "-byte frames");
        }
        return new WavHeader(format.coding(), format.channels(), format.sampleRateHz(), bytes / format.frameBytes());
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }
}
