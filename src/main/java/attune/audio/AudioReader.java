package attune.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary. */
public final class AudioReader {
    private AudioReader() {}

    /**
     * Temporary.
     *
     * @param file a
     * @param rateHz b
     * @return c
     */
    public static Waveform read(Path file, int rateHz) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int at = 12;
            while (buffer.getInt(at) != 0x61746164) {
                at += 8 + buffer.getInt(at + 4);
            }
            int n = buffer.getInt(at + 4) / 2;
            float[] samples = new float[n];
            for (int i = 0; i < n; i++) {
                samples[i] = buffer.getShort(at + 8 + 2 * i) / 32768f;
            }
            return new Waveform(samples, rateHz);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
