package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.Waveform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The golden values are those of openWakeWord's own ONNX file ({@code embedding/make_mel.py}). */
class SpeechEmbeddingFrontEndTest {
    private static final int BANDS = 32;

    /** Its windows of 512 samples hold 400 in their middle. */
    private static final int MARGIN = 56;

    /** Numerical Recipes' generator, as in the script. */
    private static float[] noise() {
        float[] samples = new float[8000];
        long state = 1;
        for (int i = 0; i < samples.length; i++) {
            state = (1664525 * state + 1013904223) % (1L << 32);
            samples[i] = ((state >> 16) % 20001 - 10000) / 32768f;
        }
        return samples;
    }

    private static List<float[]> golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SpeechEmbeddingFrontEndTest.class.getResourceAsStream("embedding/mel.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> {
                        double[] row = Arrays.stream(line.split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                        float[] floats = new float[row.length];
                        for (int i = 0; i < row.length; i++) {
                            floats[i] = (float) row[i];
                        }
                        return floats;
                    })
                    .toList();
        }
    }

    @Test
    void itsWindowsAreThoseOfTheOnnxFile() throws IOException {
        float[] samples = noise();
        LogMelFrontEnd frontEnd = LogMelFrontEnd.ofSpeechEmbedding();
        FeatureMatrix features =
                frontEnd.extract(new Waveform(Arrays.copyOfRange(samples, MARGIN, samples.length), 16_000));
        List<float[]> golden = golden();
        assertThat(features.frames() * 4).isBetween(golden.size() - 3, golden.size() + 1);
        for (int window = 0; window < Math.min(features.frames() * 4, golden.size()); window++) {
            float[] row = Arrays.copyOfRange(features.values(), window * BANDS, (window + 1) * BANDS);
            // Six decimals in the file, and a transform in single precision on either side; the floor is far below.
            assertThat(row)
                    .as("window %d", window)
                    .usingComparatorWithPrecision(2e-5f)
                    .containsExactly(golden.get(window));
        }
    }

    @Test
    void silenceIsNotInfinitelyFarBelowSpeech() {
        FeatureMatrix features = LogMelFrontEnd.ofSpeechEmbedding().extract(new Waveform(new float[1600], 16_000));
        // As noise of three steps: 10 log10(45) / 10 + 2.
        assertThat(features.values()).hasSizeGreaterThan(0);
        for (float value : features.values()) {
            assertThat(value).isCloseTo((float) (Math.log10(45) + 2), within(1e-4f));
        }
    }

    @Test
    void aLouderClipGivesLargerNumbers() {
        float[] quiet = noise();
        float[] loud = quiet.clone();
        for (int i = 0; i < loud.length; i++) {
            loud[i] *= 2;
        }
        LogMelFrontEnd frontEnd = LogMelFrontEnd.ofSpeechEmbedding();
        float low = frontEnd.extract(new Waveform(quiet, 16_000)).values()[0];
        float high = frontEnd.extract(new Waveform(loud, 16_000)).values()[0];
        assertThat(high - low).isCloseTo((float) Math.log10(4), within(1e-4f));
    }
}
