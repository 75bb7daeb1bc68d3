package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.audio.Waveform;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParityCertificateTest {
    @TempDir
    Path folder;

    private static ParityCertificate.Comparison compare(SpeechModel recorded, SpeechModel now) {
        return ParityCertificate.of(recorded).verify(now, "here");
    }

    @Test
    void travelsWithTheBundleAndHoldsForItsModel() throws IOException {
        SpeechModel model = TinySpeech.model(3);
        Path bundle = folder.resolve("model.attune");
        ParityCertificate.of(model).into(model).write(bundle);
        SpeechModel opened = SpeechModel.open(bundle);
        ParityCertificate certificate = ParityCertificate.in(opened, "here").orElseThrow();
        assertThat(certificate.clip()).isEqualTo("glide-1");
        assertThat(certificate.features().columns()).isEqualTo(240);
        assertThat(certificate.logProbabilities().columns()).isEqualTo(29);
        assertThat(certificate.verify(opened, "here")).isEqualTo(new ParityCertificate.Comparison(0, 0, true));
        assertThat(ParityCertificate.in(model, "here")).isEqualTo(Optional.empty());
    }

    /** A weight of the output changes one label's logit by the shift, and the others' share by what that leaves them. */
    @ParameterizedTest
    @CsvSource({"1e-6, true", "5e-3, false", "1, false", "NaN, false"})
    void tellsHowFarAnotherNetworkIs(float shift, boolean holds) {
        SpeechModel other = TinySpeech.model(3);
        var bias = other.network().getLayer("output").getParam("b");
        bias.putScalar(4, bias.getFloat(4) + shift);
        ParityCertificate.Comparison comparison = compare(TinySpeech.model(3), other);
        assertThat(comparison.features()).isZero();
        assertThat(comparison.holds()).isEqualTo(holds);
        assertThat(comparison.sameBits()).isFalse();
        if (shift < 1) {
            assertThat(comparison.logProbabilities()).isBetween(shift / 10.0, shift + 1e-5);
        }
    }

    @Test
    void aNetworkWithOtherLabelsCannotBeCompared() {
        SpeechModel model = TinySpeech.model(3);
        ParityCertificate right = ParityCertificate.of(model);
        ParityCertificate wrong = new ParityCertificate(
                right.clip(), /* features= */ right.logProbabilities(), /* logProbabilities= */ right.features());
        assertThat(wrong.verify(model, "here"))
                .isEqualTo(new ParityCertificate.Comparison(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, false));
    }

    @Test
    void damagedOnesAndClipsOfTheFutureAreRefused() {
        SpeechModel model = TinySpeech.model(3);
        ParityCertificate right = ParityCertificate.of(model);
        String json = new String(right.into(model).extra("parity.json").orElseThrow(), StandardCharsets.UTF_8);
        for (String bad :
                new String[] {"", "{}", json.substring(9), json.replaceFirst("\"values\":\"....", "\"values\":\"AAAA")
                }) {
            SpeechModel damaged = model.with("parity.json", bad.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> ParityCertificate.in(damaged, "here"))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("here: parity.json");
        }
        ParityCertificate future = new ParityCertificate("glide-2", right.features(), right.logProbabilities());
        assertThatThrownBy(() -> future.verify(model, "here"))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("'glide-2'");
    }

    /** Computed independently: {@code 16-bit values of the formula in double precision}. */
    @Test
    void theClipIsAGlideAPauseAndNoise() {
        Waveform clip = ReferenceClip.at(16_000);
        assertThat(clip.samples()).hasSize(9600);
        for (float sample : clip.samples()) {
            assertThat(sample * 32_768 % 1).isZero();
        }
        double seconds = 1000 / 16_000.0;
        double sum = 0;
        for (int harmonic = 1; harmonic <= 24; harmonic++) {
            sum += Math.sin(2 * Math.PI * harmonic * (120 * seconds + 100 * seconds * seconds / 0.72)) / harmonic;
        }
        assertThat(clip.samples()[1000] * 32_768.0)
                .isCloseTo(3000 * sum * Math.sin(Math.PI * seconds / 0.36), within(0.5 + 1e-3));
        assertThat(clip.samples()[6000]).isZero();
        double energy = 0;
        for (int i = 6720; i < 9600; i++) {
            energy += Math.pow(clip.samples()[i] * 32_768.0, 2) / 2880;
        }
        assertThat(Math.sqrt(energy))
                .as("of noise evenly spread over ±1024")
                .isCloseTo(1024 / Math.sqrt(3), within(30.0));
    }
}
