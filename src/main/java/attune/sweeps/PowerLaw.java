package attune.sweeps;

import java.util.List;

/**
 * Error against the amount of training data, error = floor + scale · amount^−exponent: the form that learning curves of
 * speech recognisers and other networks follow (Hestness et al. 2017, "Deep Learning Scaling is Predictable,
 * Empirically").
 *
 * @param floor the error that no amount goes below, 0 or more
 * @param scale what is above it with one unit of data, 0 or more
 * @param exponent how fast that falls, above 0
 */
record PowerLaw(double floor, double scale, double exponent) {
    private static final double LARGEST_EXPONENT = 2;
    private static final double STEP = 0.005;

    /**
     * A measured point.
     *
     * @param amount of data, above 0
     * @param error with that much
     * @param deviation the error's standard deviation, above 0
     */
    record Point(double amount, double error, double deviation) {
        double weight() {
            return 1 / (deviation * deviation);
        }
    }

    /**
     * The law with the least sum of squared differences, each in units of its deviation. For each exponent of a grid the
     * other two follow from a straight line through the points.
     *
     * @param points at least two amounts; with two alone, the floor is 0
     * @return the law
     */
    static PowerLaw fit(List<Point> points) {
        boolean floors = points.stream().mapToDouble(Point::amount).distinct().count() > 2;
        PowerLaw best = line(points, STEP, floors);
        for (int step = 2; step * STEP <= LARGEST_EXPONENT; step++) {
            PowerLaw law = line(points, step * STEP, floors);
            best = law.misfit(points) < best.misfit(points) ? law : best;
        }
        return best;
    }

    /** Weighted least squares; where the line would go below 0 at either end, the best of those that do not. */
    private static PowerLaw line(List<Point> points, double exponent, boolean floors) {
        double weights = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Point point : points) {
            double power = Math.pow(point.amount, -exponent);
            weights += point.weight();
            x += point.weight() * power;
            y += point.weight() * point.error;
            xx += point.weight() * power * power;
            xy += point.weight() * power * point.error;
        }
        double scale = floors ? (weights * xy - x * y) / (weights * xx - x * x) : xy / xx;
        double floor = floors ? (y - scale * x) / weights : 0;
        if (floor < 0) {
            return new PowerLaw(0, xy / xx, exponent);
        }
        return scale < 0 ? new PowerLaw(y / weights, 0, exponent) : new PowerLaw(floor, scale, exponent);
    }

    private double misfit(List<Point> points) {
        double sum = 0;
        for (Point point : points) {
            double difference = at(point.amount) - point.error;
            sum += point.weight() * difference * difference;
        }
        return sum;
    }

    /** The error with an amount. */
    double at(double amount) {
        return floor + scale * Math.pow(amount, -exponent);
    }
}
