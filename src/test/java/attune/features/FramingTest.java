package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
    private static final Framing STANDARD = LogMelFrontEnd.standard().framing();

    @Test
    void shorterThanOneStackGivesNoFrames() {
        int oneStack = 400 + 2 * 160;
        assertThat(STANDARD.frames(0)).isZero();
        assertThat(STANDARD.frames(400)).isZero();
        assertThat(STANDARD.frames(oneStack - 1)).isZero();
        assertThat(STANDARD.frames(oneStack)).isOne();
        assertThat(STANDARD.frames(oneStack + 479)).isOne();
        assertThat(STANDARD.frames(oneStack + 480)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"400,160,512,3", "400,160,512,1", "7,7,8,2", "8,1,8,1", "5,3,8,4"})
    void countsTheStacksThatFitWhole(int window, int hop, int fft, int stack) {
        Framing framing = new Framing(window, hop, fft, stack);
        for (int samples = 0; samples < 3000; samples++) {
            int windows = 0;
            while (windows * hop + window <= samples) {
                windows++;
            }
            assertThat(framing.frames(samples)).as("%d samples", samples).isEqualTo(windows / stack);
        }
    }

    @Test
    void manyHoursAreCountedExactly() {
        assertThat(STANDARD.frames(16_000L * 3600 * 1000)).isEqualTo(119_999_999);
    }

    @Test
    void moreFramesThanCanBeCountedAreTheMost() {
        assertThat(STANDARD.frames(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void framesStandThirtyMillisecondsApart() {
        assertThat(LogMelFrontEnd.standard().frameSeconds()).isEqualTo(0.03);
        assertThat(LogMelFrontEnd.standard().coefficients()).isEqualTo(240);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,512,3,windowSamples must be at least 2: 1",
        "400,0,512,3,hopSamples must be from 1 to windowSamples = 400: 0",
        "400,401,512,3,hopSamples must be from 1 to windowSamples = 400: 401",
        "400,160,500,3,fftSize must be a power of two from windowSamples = 400 to 8192: 500",
        "400,160,256,3,fftSize must be a power of two from windowSamples = 400 to 8192: 256",
        "400,160,32768,3,fftSize must be a power of two from windowSamples = 400 to 8192: 32768",
        "400,160,512,0,stackedFrames must be from 1 to 64: 0",
        "400,160,512,65,stackedFrames must be from 1 to 64: 65"
    })
    void impossibleSettingsAreRefusedWithTheValueFound(int window, int hop, int fft, int stack, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Framing(window, hop, fft, stack))
                .withMessage(message);
    }

    @Test
    void negativeLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.frames(-1))
                .withMessageContaining("-1");
    }
}
