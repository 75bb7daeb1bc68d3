package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.audio.Waveform;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepSpeechFrontEndTest {
    private static final DeepSpeechFrontEnd FRONT_END = DeepSpeechFrontEnd.standard();
    private static final Offset<Double> CLOSE = within(2e-5);

    /** The first coefficient of a silent window: √(2/40) · 40 · ln 1e-12. */
    private static final double SILENCE = -247.139366;

    /** The input of TensorFlow's own unit tests: the number of a bin, counted from one. */
    private static float[] ramp(int bins) {
        float[] power = new float[bins];
        for (int bin = 0; bin < bins; bin++) {
            power[bin] = bin + 1;
        }
        return power;
    }

    private static double[] cepstra(int bins, int rateHz, int highHz, int count) {
        double[] bands = new double[40];
        new SquareRootMel(bins, rateHz, 40, 20, highHz).apply(ramp(bins), bands);
        float[] cepstra = new float[count];
        new Cepstrum(40, count).apply(bands, cepstra);
        return IntStream.range(0, count).mapToDouble(i -> cepstra[i]).toArray();
    }

    private static float[] clip(int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] clip = new float[samples];
        for (int i = 0; i < samples; i++) {
            clip[i] = random.nextInt(-8000, 8000) / 32768f;
        }
        return clip;
    }

    /** {@code mfcc_mel_filterbank_test.cc}, AgreesWithPythonGoldenValues. */
    @Test
    void bandsAreThoseOfTensorFlowsTest() {
        double[] bands = new double[20];
        new SquareRootMel(513, 22_050, 20, 20, 4000).apply(ramp(513), bands);
        assertThat(Arrays.copyOf(bands, 4))
                .containsExactly(new double[] {7.38894574, 10.30330648, 13.72703292, 17.24158686}, within(1e-8));
    }

    /** {@code mfcc_test.cc}, AgreesWithPythonGoldenValues. */
    @Test
    void cepstraAreThoseOfTensorFlowsTest() {
        double[] expected = {
            29.13970072,
            -6.41568601,
            -0.61903012,
            -0.96778652,
            -0.26819878,
            -0.40907028,
            -0.15614748,
            -0.23203119,
            -0.10481487,
            -0.1543029,
            -0.0769791,
            -0.10806114,
            -0.06047613
        };
        assertThat(cepstra(513, 22_050, 4000, 13)).containsExactly(expected, CLOSE);
    }

    /** The same input with DeepSpeech's settings, from another implementation of the two files above. */
    @Test
    void cepstraWithDeepSpeechsSettings() {
        double[] expected = {
            31.494929, -7.8992, -0.617692, -1.14558, -0.27968, -0.482475, -0.169418, -0.276064, -0.1173, -0.181941,
            -0.086251, -0.128795, -0.067767, -0.100635, -0.05625, -0.076896, -0.039661, -0.054162, -0.029726, -0.042229,
            -0.016334, -0.021548, 0.000364, -0.003649, 0.002977, -0.008176
        };
        assertThat(cepstra(257, 16_000, 8000, 26)).containsExactly(expected, CLOSE);
    }

    @Test
    void silenceIsNotWhatStandsOutsideTheClip() {
        FeatureMatrix features = FRONT_END.extract(new Waveform(new float[16_000], 16_000));
        assertThat(features.frames()).isEqualTo(49);
        assertThat(features.coefficients()).isEqualTo(494);
        int own = 9 * 26;
        assertThat((double) features.value(0, own)).isCloseTo(SILENCE, within(1e-4));
        assertThat(features.value(0, own + 1)).isCloseTo(0, within(1e-4f));
        assertThat(features.value(0, own - 26)).as("before the clip").isZero();
        assertThat(features.value(48, own + 26)).as("behind the clip").isZero();
        assertThat((double) features.value(48, 0)).as("nine windows earlier").isCloseTo(SILENCE, within(1e-4));
    }

    @Test
    void aFrameShowsItsNeighboursOldestFirst() {
        FeatureMatrix features = FRONT_END.extract(new Waveform(clip(6000, 1), 16_000));
        FeatureMatrix own = DeepSpeechFrontEnd.withoutContext(features);
        for (int frame = 0; frame < features.frames(); frame++) {
            for (int column = 0; column < 494; column++) {
                int window = frame - 9 + column / 26;
                boolean outside = window < 0 || window >= features.frames();
                assertThat(features.value(frame, column)).isEqualTo(outside ? 0 : own.value(window, column % 26));
            }
        }
        assertThat(DeepSpeechFrontEnd.withContext(own).values()).isEqualTo(features.values());
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "511,0,1", "512,1,2", "831,1,2", "832,2,3", "16000,49,50"})
    void theNativeClientHearsOneWindowMore(int samples, int whole, int padded) {
        DeepSpeechFrontEnd nativeClient = new DeepSpeechFrontEnd(16_000, 512, 320, ClipEnd.PADDED);
        assertThat(FRONT_END.frames(samples)).isEqualTo(whole);
        assertThat(nativeClient.frames(samples)).isEqualTo(padded);
        Waveform clip = new Waveform(clip(samples, 2), 16_000);
        assertThat(FRONT_END.extract(clip).frames()).isEqualTo(whole);
        FeatureMatrix heard = nativeClient.extract(clip);
        assertThat(heard.frames()).isEqualTo(padded);
        Waveform longer = new Waveform(Arrays.copyOf(clip.samples(), 320 * whole + 512), 16_000);
        assertThat(heard.values())
                .isEqualTo(
                        padded == 0 ? new float[0] : FRONT_END.extract(longer).values());
    }

    @Test
    void blocksChangeNoBit() {
        float[] clip = clip(7000, 3);
        List<float[]> frames = new ArrayList<>();
        FeatureExtractor extractor = FRONT_END.extractor(frame -> frames.add(frame.clone()));
        for (int from = 0; from < clip.length; from += 777) {
            float[] block = Arrays.copyOfRange(clip, from, Math.min(clip.length, from + 777));
            extractor.accept(block, block.length);
        }
        extractor.finish();
        FeatureMatrix whole = FRONT_END.extract(new Waveform(clip, 16_000));
        assertThat(frames).hasSize(whole.frames());
        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.get(i)).isEqualTo(Arrays.copyOfRange(whole.values(), i * 494, (i + 1) * 494));
        }
    }

    @Test
    void masksHideWindowsNotColumnsOfFrames() {
        FeatureMatrix features = FRONT_END.extract(new Waveform(clip(30_000, 4), 16_000));
        SpecAugment masks = new SpecAugment(new SpecAugment.BandMasks(0, 0), new SpecAugment.TimeMasks(1, 0.4, 0.375));
        boolean hidden = false;
        for (long seed = 0; seed < 5; seed++) {
            FeatureMatrix masked = masks.apply(features, FRONT_END, new SplittableRandom(seed));
            FeatureMatrix own = DeepSpeechFrontEnd.withoutContext(masked);
            assertThat(DeepSpeechFrontEnd.withContext(own).values()).isEqualTo(masked.values());
            for (int frame = 1; frame < own.frames(); frame++) {
                hidden |= Math.abs(own.value(frame, 0) - own.value(frame - 1, 0)) < 1e-5
                        && Math.abs(own.value(frame, 7) - own.value(frame - 1, 7)) < 1e-5;
            }
        }
        assertThat(hidden).as("two windows of equal means").isTrue();
    }

    @Test
    void whatIsWrittenIsReadBack() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        DeepSpeechFrontEnd written = new DeepSpeechFrontEnd(8000, 256, 160, ClipEnd.PADDED);
        assertThat(json.readValue(json.writeValueAsString(written), FrontEnd.class))
                .isEqualTo(written);
        assertThat(json.valueToTree(written).toString())
                .isEqualTo("{\"kind\":\"deepspeech-mfcc\",\"sampleRateHz\":8000,\"windowSamples\":256,"
                        + "\"hopSamples\":160,\"clipEnd\":\"padded\"}");
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeepSpeechFrontEnd(40, 512, 320, ClipEnd.DROPPED))
                .withMessageContaining("40");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeepSpeechFrontEnd(16_000, 512, 600, ClipEnd.DROPPED))
                .withMessageContaining("600");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FRONT_END.extract(new Waveform(new float[10], 8000)))
                .withMessageContaining("8000 Hz");
    }
}
