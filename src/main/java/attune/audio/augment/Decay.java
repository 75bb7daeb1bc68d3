package attune.audio.augment;

import attune.audio.augment.Shoebox.Point;

/**
 * How sound dies away among the images of a shoebox. Sound travelling in one direction meets a wall once every 1/h
 * metres, where h is the sum of the direction's cosines, each divided by the room's side; so after d metres a share of
 * exp(2 h d ln r) of its energy is left, where r is what each wall reflects. The mean over all directions falls more
 * slowly than in Eyring's formula, which takes the mean of h (Lehmann and Johansson, J. Acoust. Soc. Am. 124(1), 2008,
 * section III).
 */
final class Decay {
    private static final int STEPS = 24;
    private static final double UPPER_DB = 5;
    private static final double LOWER_DB = 25;

    private final double[] hits = new double[STEPS * STEPS];

    Decay(Point size) {
        for (int i = 0; i < STEPS; i++) {
            // Even steps in height are even steps in solid angle.
            double up = (i + 0.5) / STEPS;
            double flat = Math.sqrt(1 - up * up);
            for (int j = 0; j < STEPS; j++) {
                double angle = Math.PI / 2 * (j + 0.5) / STEPS;
                hits[i * STEPS + j] =
                        flat * Math.cos(angle) / size.x() + flat * Math.sin(angle) / size.y() + up / size.z();
            }
        }
    }

    /**
     * The share of the pressure that walls must reflect for a fall of 60 dB in a given time, measured between -5 and
     * -25 dB.
     */
    double reflection(double seconds) {
        double fall = exponentAt(LOWER_DB) - exponentAt(UPPER_DB);
        double to60 = fall * 60 / (LOWER_DB - UPPER_DB);
        return Math.exp(-to60 / (2 * Shoebox.SPEED_OF_SOUND * seconds));
    }

    /** Where Schroeder's integral has fallen by this much; it falls monotonically, so bisection finds the place. */
    private double exponentAt(double db) {
        double wanted = energyFrom(0) * Math.pow(10, -db / 10);
        double low = 0;
        double high = 1e4;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (energyFrom(middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double energyFrom(double exponent) {
        double sum = 0;
        for (double h : hits) {
            sum += Math.exp(-exponent * h) / h;
        }
        return sum;
    }
}
