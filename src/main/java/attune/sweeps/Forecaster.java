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
    private static final double ALPHA = 0.05;
    /** A normal distribution has 95 % within this many deviations. */
    private static final double DEVIATIONS = 1.96;
    /** An error of 0 on dev is no certainty. */
    private static final double LEAST_DEVIATION = 0.002;

    private Forecaster() {}

    /**
     * Looks ahead from the largest amount.
     *
     * @param points of all tries
     * @return for twice as much, and for an hour more; none for fewer than three amounts
     */
    static List<Forecast> of(List<Point> points) {
        double most = points.stream().mapToDouble(Point::minutes).max().orElse(0);
        Optional<String> best = points.stream()
                .filter(point -> point.minutes() == most)
                .min(Comparator.comparingDouble(point -> point.dev().error()))
                .map(Point::name);
        List<PowerLaw.Point> measured = points.stream()
                .filter(point -> best.equals(Optional.of(point.name())))
                .map(Forecaster::measured)
                .toList();
        if (measured.size() < FEWEST_AMOUNTS) {
            return List.of();
        }
        List<PowerLaw> drawn = drawn(measured);
        PowerLaw law = PowerLaw.fit(measured);
        return Stream.of(2 * most, most + 60)
                .map(minutes -> forecast(best.orElseThrow(), minutes, law, drawn))
                .toList();
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

    private static Forecast forecast(String name, double minutes, PowerLaw law, List<PowerLaw> drawn) {
        double[] errors = drawn.stream().mapToDouble(one -> one.at(minutes)).toArray();
        Arrays.sort(errors);
        return new Forecast(
                name,
                minutes,
                law.at(minutes),
                errors[(int) (ALPHA / 2 * DRAWS)],
                errors[(int) ((1 - ALPHA / 2) * DRAWS) - 1]);
    }
}
