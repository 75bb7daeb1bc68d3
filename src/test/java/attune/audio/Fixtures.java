package attune.audio;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The files that regenerate.py made, and sounds made on the spot. */
final class Fixtures {

    private Fixtures() {}

    static Path golden(String name) {
        return folder("golden").resolve(name);
    }

    static List<Path> malformed() throws IOException {
        try (Stream<Path> files = Files.list(folder("malformed"))) {
            return files.sorted().toList();
        }
    }

    private static Path folder(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Fixtures.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Little-endian 32-bit floats without a header. */
    static float[] floats(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[bytes.capacity() / 4];
        bytes.asFloatBuffer().get(samples);
        return samples;
    }

    static Waveform sine(double frequencyHz, int rateHz, int samples) {
        float[] sine = new float[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = (float) (0.5 * Math.sin(2 * Math.PI * frequencyHz * i / rateHz));
        }
        return new Waveform(sine, rateHz);
    }

    /** White noise of 16-bit steps, within ±0.5. */
    static Waveform noise(long seed, int rateHz, int samples) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = random.nextInt(-16384, 16384) / 32768f;
        }
        return new Waveform(noise, rateHz);
    }

    /** How far the error lies below the signal, in dB, away from both ends. */
    static double signalToNoiseDb(float[] signal, float[] found, int margin) {
        double power = 0;
        double error = 0;
        for (int i = margin; i < signal.length - margin; i++) {
            power += (double) signal[i] * signal[i];
            error += Math.pow((double) found[i] - signal[i], 2);
        }
        return 10 * Math.log10(power / error);
    }
}
