package attune.audio.augment;

import attune.audio.augment.Shoebox.Point;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The impulse response of a room by the image method (Allen and Berkley, J. Acoust. Soc. Am. 65(4), 1979): each wall is a
 * mirror, each mirror image of the speaker sends an impulse, weakened by the distance and by every wall on its way.
 * Images fall between samples, so they are summed on a grid {@value #FINE} times as fine, which is cheap however many
 * there are, and the sum is then filtered to the sample rate (where Peterson, J. Acoust. Soc. Am. 80(5), 1986, filters
 * each image).
 */
final class ImageSources {
    /** Spread over two neighbours, an impulse has an error of -46 dB at the Nyquist frequency, and less below. */
    static final int FINE = 16;
    /** Half the filter's length, in samples; also how far before the direct sound a response begins. */
    static final int HALF = 16;
    /** The filter's cutoff, as a fraction of the Nyquist frequency. */
    static final double CUTOFF = 0.95;

    private final Shoebox room;
    private final int rateHz;

    ImageSources(Shoebox room, int rateHz) {
        this.room = room;
        this.rateHz = rateHz;
    }

    /** That many samples, from {@value #HALF} before the direct sound, whose height is 1. */
    float[] response(int samples) {
        double metresPerSample = Shoebox.SPEED_OF_SOUND / rateHz;
        double direct = distance(room.speaker(), room.microphone());
        double farthest = direct + samples * metresPerSample;
        double[] fine = new double[FINE * (samples + 3 * HALF)];
        Axis x = new Axis(room.size().x(), room.speaker().x(), room.microphone().x(), farthest);
        Axis y = new Axis(room.size().y(), room.speaker().y(), room.microphone().y(), farthest);
        Axis z = new Axis(room.size().z(), room.speaker().z(), room.microphone().z(), farthest);
        double[] reflected = powers(x.mostWalls() + y.mostWalls() + z.mostWalls());
        for (int i = 0; i < x.count(); i++) {
            for (int j = 0; j < y.count(); j++) {
                double flat = x.squares[i] + y.squares[j];
                for (int k = 0; k < z.count() && flat + z.squares[k] < farthest * farthest; k++) {
                    double away = Math.sqrt(flat + z.squares[k]);
                    double height = direct / away * reflected[x.walls[i] + y.walls[j] + z.walls[k]];
                    add(fine, ((away - direct) / metresPerSample + 2 * HALF) * FINE, height);
                }
            }
        }
        return filtered(fine, samples);
    }

    private static void add(double[] fine, double at, double height) {
        int before = (int) at;
        double part = at - before;
        fine[before] += (1 - part) * height;
        fine[before + 1] += part * height;
    }

    private double[] powers(int most) {
        double[] powers = new double[most + 1];
        powers[0] = 1;
        for (int i = 1; i <= most; i++) {
            powers[i] = powers[i - 1] * room.reflection();
        }
        return powers;
    }

    private static float[] filtered(double[] fine, int samples) {
        double[] taps = new double[2 * HALF * FINE];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = lowPass((double) i / FINE - HALF);
        }
        float[] response = new float[samples];
        for (int i = 0; i < samples; i++) {
            // Sample i lies at HALF + i on the fine scale's samples, the direct sound at 2 HALF.
            int from = i * FINE;
            double sum = 0;
            for (int j = 0; j < taps.length; j++) {
                sum += fine[from + j] * taps[j];
            }
            response[i] = (float) sum;
        }
        return response;
    }

    /** Peterson's filter, a Hann-windowed sinc, at a distance in samples from its middle. */
    static double lowPass(double samples) {
        if (Math.abs(samples) >= HALF) {
            return 0;
        }
        double x = Math.PI * CUTOFF * samples;
        double sinc = samples == 0 ? CUTOFF : CUTOFF * Math.sin(x) / x;
        return 0.5 * (1 + Math.cos(Math.PI * samples / HALF)) * sinc;
    }

    private static double distance(Point a, Point b) {
        return Math.sqrt(square(a.x() - b.x()) + square(a.y() - b.y()) + square(a.z() - b.z()));
    }

    private static double square(double value) {
        return value * value;
    }

    /** The images along one axis, the nearest first. */
    private static final class Axis {
        private final double[] squares;
        private final int[] walls;

        Axis(double size, double speaker, double microphone, double farthest) {
            int reach = (int) Math.ceil(farthest / (2 * size)) + 1;
            double[][] images = new double[2 * (2 * reach + 1)][];
            int at = 0;
            for (int n = -reach; n <= reach; n++) {
                // Mirrored an even number of times it is at 2nL + s, an odd number at 2nL - s.
                images[at++] = new double[] {square(2 * n * size + speaker - microphone), 2 * Math.abs(n)};
                images[at++] = new double[] {square(2 * n * size - speaker - microphone), Math.abs(2 * n - 1)};
            }
            Arrays.sort(images, Comparator.comparingDouble(image -> image[0]));
            squares = new double[images.length];
            walls = new int[images.length];
            for (int i = 0; i < images.length; i++) {
                squares[i] = images[i][0];
                walls[i] = (int) images[i][1];
            }
        }

        int count() {
            return squares.length;
        }

        int mostWalls() {
            return Arrays.stream(walls).max().orElse(0);
        }
    }
}
