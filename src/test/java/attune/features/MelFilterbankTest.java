package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MelFilterbankTest {

    /**
     * TensorFlow's own unit test of its filter bank (mfcc_mel_filterbank_test.cc): 20 channels from 20 to 4000 Hz over
     * 513 bins up to 11025 Hz; its spectrum is squared, {@code i + 1} in bin {@code i}, and its bank sums roots.
     */
    private static final double[] TENSORFLOW = {
        7.38894574, 10.30330648, 13.72703292, 17.24158686, 21.35253118, 25.77781089, 31.30624108, 37.05877236,
        43.9436536, 51.80306637, 60.79867148, 71.14363376, 82.90910141, 96.50069158, 112.08428368, 129.96721968,
        150.4277597, 173.74997634, 200.86037462, 231.59802942
    };

    @Test
    void agreesWithTheValuesTensorFlowPublishes() {
        float[] roots = new float[513];
        for (int bin = 0; bin < roots.length; bin++) {
            roots[bin] = (float) Math.sqrt(bin + 1);
        }
        float[] sums = new float[20];
        new MelFilterbank(new MelBands(20, 20, 4000, 1e-6), 1024, 22_050).apply(roots, sums);

        // TensorFlow leaves out bin 1 although its 21.5 Hz lie just inside the first triangle.
        double step = (MelBands.mel(4000) - MelBands.mel(20)) / 21;
        double leftOut = (MelBands.mel(22_050.0 / 1024) - MelBands.mel(20)) / step * Math.sqrt(2);
        assertThat(sums[0] - leftOut).isCloseTo(TENSORFLOW[0], within(1e-5));
        for (int band = 1; band < sums.length; band++) {
            assertThat((double) sums[band])
                    .as("band %d", band)
                    .isCloseTo(TENSORFLOW[band], within(1e-6 * TENSORFLOW[band]));
        }
    }

    /** HTK Book 3.4, section 5.4, defines the scale so that 1000 Hz is 1000 mel. */
    @Test
    void oneKilohertzIsAThousandMel() {
        assertThat(MelBands.mel(0)).isZero();
        assertThat(MelBands.mel(1000)).isCloseTo(1000, within(0.02));
    }

    @Test
    void neighbouringTrianglesAddUpToOneBetweenTheFirstAndLastCentre() {
        MelFilterbank filterbank = new MelFilterbank(new MelBands(80, 20, 7600, 1e-6), 512, 16_000);
        for (int bin = 2; bin < 230; bin++) {
            float[] power = new float[257];
            power[bin] = 1;
            float[] energies = new float[80];
            filterbank.apply(power, energies);
            double sum = 0;
            for (float energy : energies) {
                sum += energy;
            }
            assertThat(sum).as("bin %d", bin).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void bandThatFallsBetweenTwoBinsIsRefused() {
        LogMelFrontEnd standard = LogMelFrontEnd.standard();
        Normalization normalization =
                new Normalization(BandStatistics.unit(200), 50, Normalization.MeanOver.WHOLE_CLIP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogMelFrontEnd(
                        16_000, standard.framing(), new MelBands(200, 20, 7600, 1e-6), normalization))
                .withMessageMatching("mel band \\d+ of 200 holds no bin of an FFT of 512 at 16000 Hz");
    }
}
