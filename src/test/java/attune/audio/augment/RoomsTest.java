package attune.audio.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.augment.Shoebox.Point;
import attune.seed.RunSeed;
import be.tarsos.dsp.util.fft.FFT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomsTest {
    private static final int RATE_HZ = Sounds.RATE_HZ;

    /** Allen and Berkley's equation 10 as it stands, each image filtered where it falls (Peterson 1986). */
    private static double[] everyImage(Shoebox room, int samples) {
        double[] response = new double[samples];
        double direct = distance(room.speaker(), room.microphone());
        int reach = 14;
        for (int l = -reach; l <= reach; l++) {
            for (int m = -reach; m <= reach; m++) {
                for (int n = -reach; n <= reach; n++) {
                    for (int corner = 0; corner < 8; corner++) {
                        int u = corner & 1;
                        int v = corner >> 1 & 1;
                        int w = corner >> 2;
                        Point image = new Point(
                                (1 - 2 * u) * room.speaker().x()
                                        + 2 * l * room.size().x(),
                                (1 - 2 * v) * room.speaker().y()
                                        + 2 * m * room.size().y(),
                                (1 - 2 * w) * room.speaker().z()
                                        + 2 * n * room.size().z());
                        int walls = Math.abs(l - u)
                                + Math.abs(l)
                                + Math.abs(m - v)
                                + Math.abs(m)
                                + Math.abs(n - w)
                                + Math.abs(n);
                        double away = distance(image, room.microphone());
                        double at = (away - direct) / Shoebox.SPEED_OF_SOUND * RATE_HZ + ImageSources.HALF;
                        double height = Math.pow(room.reflection(), walls) * direct / away;
                        for (int i = Math.max(0, (int) at - 20); i < Math.min(samples, at + 20); i++) {
                            response[i] += height * ImageSources.lowPass(i - at);
                        }
                    }
                }
            }
        }
        return response;
    }

    private static double distance(Point a, Point b) {
        return Math.hypot(Math.hypot(a.x() - b.x(), a.y() - b.y()), a.z() - b.z());
    }

    @Test
    void aResponseIsTheSumOverAllImages() {
        Shoebox room = Shoebox.of(new Point(3.1, 4.2, 2.5), new Point(1.2, 3.3, 1.1), new Point(2.2, 1.4, 1.6), 0.3);
        double[] expected = everyImage(room, 3000);
        float[] found = new ImageSources(room, RATE_HZ).response(3000);
        double power = 0;
        double error = 0;
        // The last images' filters reach beyond where ours stops looking.
        for (int i = 0; i < 3000 - 2 * ImageSources.HALF; i++) {
            power += expected[i] * expected[i];
            error += Math.pow(expected[i] - found[i], 2);
        }
        assertThat(10 * Math.log10(power / error)).isGreaterThan(45);
        assertThat(found[ImageSources.HALF]).isCloseTo((float) ImageSources.CUTOFF, within(0.01f));
    }

    /** Schroeder's backward integral, from -5 to -25 dB, over what the images give. Measured: within 4 %. */
    @ParameterizedTest
    @CsvSource({"4.6, 5.3, 3.4, 0.2", "4.6, 5.3, 3.4, 0.5", "8.5, 3, 2.4, 0.35", "3, 2.6, 3.1, 0.3"})
    void soundDiesAwayInTheTimeAskedFor(double x, double y, double z, double seconds) {
        Shoebox room = Shoebox.of(
                new Point(x, y, z), new Point(0.6 * x, 0.7 * y, 1.7), new Point(0.3 * x, 0.4 * y, 1.2), seconds);
        float[] response = new ImageSources(room, RATE_HZ).response((int) (seconds * RATE_HZ));
        Biquad.highPass(RATE_HZ, RoomBank.HIGH_PASS_HZ, Math.sqrt(0.5)).filter(response);
        double[] left = new double[response.length + 1];
        for (int i = response.length - 1; i >= 0; i--) {
            left[i] = left[i + 1] + response[i] * response[i];
        }
        double found = 3.0 * (firstBelow(left, -25) - firstBelow(left, -5)) / RATE_HZ;
        assertThat(found).isCloseTo(seconds, within(seconds * 0.08));
        // Eyring's formula is for a diffuse field, which dies away faster than that of bare parallel walls.
        double eyring = 24
                * Math.log(10)
                / Shoebox.SPEED_OF_SOUND
                * x
                * y
                * z
                / (-2 * Math.log(room.reflection()) * 2 * (x * y + y * z + z * x));
        assertThat(eyring).isBetween(0.5 * found, found);
    }

    private static int firstBelow(double[] left, double db) {
        int at = 0;
        while (10 * Math.log10(left[at] / left[0]) > db) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource({"5000, 700", "5000, 2048", "12345, 6000", "2048, 4096", "100, 3000", "4096, 1"})
    void convolvingInPartsIsConvolving(int samples, int taps) {
        float[] sound = Sounds.whiteNoise(1, samples);
        float[] response = Sounds.whiteNoise(2, taps);
        int lead = Math.min(16, taps - 1);
        float[] found = new RoomResponse(new FFT(2 * RoomResponse.PART), response, lead).convolve(sound);
        assertThat(found).hasSameSizeAs(sound);
        for (int i = 0; i < samples; i += 7) {
            double expected = 0;
            for (int j = 0; j < taps; j++) {
                int at = i + lead - j;
                expected += at >= 0 && at < samples ? (double) response[j] * sound[at] : 0;
            }
            assertThat((double) found[i]).as("sample %d", i).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void aBanksRoomsHoldTheirSpeakers() {
        RoomBank bank = new RoomBank(Recipe.full().chance(EffectKind.ROOM), RATE_HZ, new RunSeed(9));
        for (int number = 0; number < RoomBank.ROOMS; number++) {
            Shoebox room = bank.shape(number);
            assertThat(room.speaker().within(room.size())).isTrue();
            assertThat(room.microphone().within(room.size())).isTrue();
            assertThat(room.reverberationSeconds()).isBetween(0.1, 0.6);
            assertThat(room.reflection()).isBetween(0.0, 0.99);
        }
    }
}
