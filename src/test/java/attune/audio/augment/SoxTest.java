package attune.audio.augment;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same effects in SoX, on a sweep from 150 to 3200 Hz, where no resampler's flank lies. */
class SoxTest {
    private static final int SAMPLES = 32_000;

    @TempDir
    Path folder;

    @BeforeEach
    void needsSox() throws IOException, InterruptedException {
        ExternalTools.require("sox");
    }

    private static float[] sweep() {
        float[] sweep = new float[SAMPLES];
        double phase = 0;
        for (int i = 0; i < SAMPLES; i++) {
            // Faded at both ends, since resamplers differ in what they make of a sudden start.
            double fade = Math.min(1, Math.min(i, SAMPLES - 1 - i) / 1600.0);
            sweep[i] = (float) (0.3 * fade * Math.sin(phase));
            phase += 2 * Math.PI * (150 + 3050.0 * i / SAMPLES) / Sounds.RATE_HZ;
        }
        return sweep;
    }

    private float[] sox(float[] samples, String... effects) throws IOException, InterruptedException {
        Path in = folder.resolve("in.f32");
        Path out = folder.resolve("out.f32");
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        Files.write(in, bytes.array());
        List<String> command = new ArrayList<>(List.of("sox", "-D", "-r", "16000", "-c", "1", in.toString()));
        command.addAll(List.of("-r", "16000", out.toString()));
        command.addAll(List.of(effects));
        ExternalTools.run(command.toArray(String[]::new));
        ByteBuffer read = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
        float[] found = new float[read.capacity() / Float.BYTES];
        read.asFloatBuffer().get(found);
        return found;
    }

    private static double differenceDb(float[] expected, float[] found) {
        double error = 0;
        for (int i = 0; i < Math.min(expected.length, found.length); i++) {
            error += Math.pow((double) expected[i] - found[i], 2);
        }
        return 10 * Math.log10(error / (Power.of(expected) * expected.length));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.85, 1.07, 1.18})
    void speedIsItsSpeed(double factor) throws IOException, InterruptedException {
        float[] expected = sox(sweep(), "speed", Double.toString(factor));
        float[] found = new Effect.Speed(factor).on(sweep(), Sounds.surroundings());
        assertThat(found.length).isBetween(expected.length - 1, expected.length + 1);
        assertThat(differenceDb(expected, found)).isLessThan(-55);
    }

    @Test
    void theTelephoneIsItsFilters() throws IOException, InterruptedException {
        String line = "rate 8000 highpass 300 0.5412q lowpass 3400 0.5412q highpass 300 1.3066q lowpass 3400 1.3066q"
                + " rate 16000";
        float[] expected = sox(sweep(), line.split(" "));
        float[] found = new Effect.Telephone().on(sweep(), Sounds.surroundings());
        assertThat(differenceDb(expected, found)).isLessThan(-50);
    }

    @Test
    void theEqualiserIsItsTrebleAndItsEqualizer() throws IOException, InterruptedException {
        float[] expected = sox(sweep(), "treble", "5", "1000", "0.5q", "equalizer", "700", "1.0q", "-7");
        float[] found = new Effect.Equaliser(5, -7, 700).on(sweep(), Sounds.surroundings());
        assertThat(differenceDb(expected, found)).isLessThan(-80);
    }
}
