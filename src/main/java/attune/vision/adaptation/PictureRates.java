package attune.vision.adaptation;

import attune.evaluation.Interval;
import attune.evaluation.RepeatedRuns;
import attune.runs.Rates;

/**
 * Error rates on some pictures, the mean over the runs, as fractions.
 *
 * @param runs their number
 * @param pictures their number
 * @param errorRate the fraction of pictures whose likeliest class is wrong
 * @param errorRateLow lower end of its 95 % interval, over pictures
 * @param errorRateHigh upper end
 */
public record PictureRates(int runs, int pictures, double errorRate, double errorRateLow, double errorRateHigh)
        implements Rates {

    static PictureRates of(RepeatedRuns runs, Interval interval) {
        return new PictureRates(runs.runs(), runs.clips().size(), runs.words().rate(), interval.low(), interval.high());
    }

    @Override
    public String measuredOn() {
        return pictures + " pictures";
    }

    @Override
    public String errorName() {
        return "error";
    }

    @Override
    public double error() {
        return errorRate;
    }

    @Override
    public double errorLow() {
        return errorRateLow;
    }

    @Override
    public double errorHigh() {
        return errorRateHigh;
    }
}
