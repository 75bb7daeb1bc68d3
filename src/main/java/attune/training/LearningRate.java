package attune.training;

/**
 * The learning rate over a run: linear warm-up to its peak, then cosine decay. Both phases are fractions of the actual
 * number of steps, so that short runs are not all warm-up.
 *
 * @param peak the highest rate, positive
 * @param warmUp fraction of the steps spent on warm-up, from 0 to below 1
 * @param floor final rate, as a fraction of the peak, from 0 to 1
 */
public record LearningRate(double peak, double warmUp, double floor) {

    /** Refuses values out of range. */
    public LearningRate {
        if (!(peak > 0) || !(warmUp >= 0 && warmUp < 1) || !(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException(
                    "learning rate: peak " + peak + ", warm-up " + warmUp + ", floor " + floor + " out of range");
        }
    }

    /**
     * The rate of one step.
     *
     * @param step from 0
     * @param steps number of steps in the run
     * @return the rate
     */
    public double at(long step, long steps) {
        double rising = Math.ceil(warmUp * steps);
        if (step < rising) {
            return peak * (step + 1) / rising;
        }
        double done = (step - rising) / Math.max(1, steps - rising);
        double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
        return peak * (floor + (1 - floor) * cosine);
    }
}
