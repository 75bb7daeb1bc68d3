package attune.audio;

import attune.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes mono 16-bit PCM WAV. A sample {@code x} becomes {@code x * 32768} rounded to the nearest integer, halves to the
 * even one, and held within -32768 to 32767; so what {@link AudioReader} read from 16 bits is written back bit for bit.
 */
public final class WavWriter {

    private static final int HEADER_BYTES = 44;
    private static final int PIECE_SAMPLES = 1 << 14;

    private WavWriter() {}

    /**
     * Writes a waveform, whole or not at all.
     *
     * @param file replaced if it exists; missing folders are made
     * @param waveform finite samples
     * @return how many samples lay outside what 16 bits hold and were clipped
     * @throws IOException when the disk refuses; the old file is then untouched
     * @throws IllegalArgumentException when a sample is not finite, or the file would exceed the 4 GiB of a WAV
     */
    public static int write(Path file, Waveform waveform) throws IOException {
        float[] samples = waveform.samples();
        if (HEADER_BYTES + 2L * samples.length > 0xFFFFFFFFL) {
            throw new IllegalArgumentException(samples.length + " samples do not fit in a WAV file");
        }
        int clipped = 0;
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new IllegalArgumentException("sample " + i + " is " + samples[i]);
            }
            clipped += scaled(samples[i]) == quantised(samples[i]) ? 0 : 1;
        }
        AtomicFile.write(file, out -> {
            out.write(header(waveform));
            ByteBuffer piece = ByteBuffer.allocate(2 * PIECE_SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < samples.length; from += PIECE_SAMPLES) {
                int to = Math.min(samples.length, from + PIECE_SAMPLES);
                piece.clear();
                for (int i = from; i < to; i++) {
                    piece.putShort((short) quantised(samples[i]));
                }
                out.write(piece.array(), 0, piece.position());
            }
        });
        return clipped;
    }

    private static double scaled(float sample) {
        return Math.rint(sample * 32768.0);
    }

    private static double quantised(float sample) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, scaled(sample)));
    }

    private static byte[] header(Waveform waveform) {
        int dataBytes = 2 * waveform.samples().length;
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(HEADER_BYTES - 8 + dataBytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(waveform.sampleRateHz())
                .putInt(2 * waveform.sampleRateHz())
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(dataBytes)
                .array();
    }
}
