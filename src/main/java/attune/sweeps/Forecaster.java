package attune.sweeps;

import attune.results.LearningCurveResult.Forecast;
import attune.results.LearningCurveResult.Point;
import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What more speech would be worth: a {@link PowerLaw} through the dev errors of the try that is best with most speech.
 * Intervals are those of 1,000 curves through errors drawn anew, each from a normal distribution as wide as its
 * interval. They say nothing of speech that differs from what there is.
 */
final class Forecaster {
    private static final int FEWEST_AMOUNTS = 3;
    private static final int DRAWS = 1000;
    /** 95 % of the draws, in order, are from one of these to the other. */
    private static final int LOW = DRAWS / 40;

    private static final int HIGH = DRAWS - 1 - LOW;
    private static final double HOUR = 60;
    /** A normal distribution has 95 % within this many deviations. */
    private static final double DEVIATIONS = 1.96;
    /** An error of 0 on dev is no certainty. */
    private static final double LEAST_DEVIATION = 0.002;

    private final String name;
    private final double mostMinutes;
    private final PowerLaw law;
    private final List<PowerLaw> drawn;

    private Forecaster(String name, double mostMinutes, List<PowerLaw.Point> measured) {
        this.name = name;
        this.mostMinutes = mostMinutes;
        this.law = PowerLaw.fit(measured);
        this.drawn = drawn(measured);
    }

    /**
     * Of what was measured.
     *
     * @param points of all tries
     * @return empty for fewer than three amounts
     */
    static Optional<Forecaster> of(List<Point> points) {
        double most = points.stream().mapToDouble(Point::minutes).max().orElse(0);
        Optional<String> best = points.stream()
                .filter(point -> point.minutes() == most)
                .min(Comparator.comparingDouble(point -> point.dev().error()))
                .map(Point::name);
        List<PowerLaw.Point> measured = points.stream()
                .filter(point -> best.equals(Optional.of(point.name())))
                .map(Forecaster::measured)
                .toList();
        return measured.size() < FEWEST_AMOUNTS
                ? Optional.empty()
                : Optional.of(new Forecaster(best.orElseThrow(), most, measured));
    }

    private static PowerLaw.Point measured(Point point) {
        double width = point.dev().errorHigh() - point.dev().errorLow();
        return new PowerLaw.Point(
                point.minutes(), point.dev().error(), Math.max(LEAST_DEVIATION, width / (2 * DEVIATIONS)));
    }

    private static List<PowerLaw> drawn(List<PowerLaw.Point> measured) {
        SplittableRandom random = new RunSeed(1).stream("forecast");
        return Stream.generate(() -> PowerLaw.fit(measured.stream()
                        .map(point -> new PowerLaw.Point(
                                point.amount(),
                                Math.max(0, point.error() + point.deviation() * random.nextGaussian()),
                                point.deviation()))
                        .toList()))
                .limit(DRAWS)
                .toList();
    }

    /** Ahead from the largest amount: for twice as much, and for an hour more. */
    List<Forecast> ahead() {
        return Stream.of(2 * mostMinutes, mostMinutes + HOUR).map(this::at).toList();
    }

    /** For any amount. */
    Forecast at(double minutes) {
        double[] errors = drawn.stream().mapToDouble(one -> one.at(minutes)).toArray();
        double[] gains = drawn.stream()
                .mapToDouble(one -> one.at(mostMinutes) - one.at(minutes))
                .toArray();
        Arrays.sort(errors);
        Arrays.sort(gains);
        return new Forecast(
                name,
                minutes,
                law.at(minutes),
                errors[LOW],
                errors[HIGH],
                law.at(mostMinutes) - law.at(minutes),
                gains[LOW],
                gains[HIGH]);
    }
}
