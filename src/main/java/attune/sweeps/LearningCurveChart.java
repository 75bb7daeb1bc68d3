package attune.sweeps;

import attune.results.LearningCurveResult.Forecast;
import attune.results.LearningCurveResult.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws the errors on dev against the amount of speech, each with its interval, and what a {@link Forecaster} expects. */
final class LearningCurveChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 60;
    private static final int RIGHT = 160;
    private static final int TOP = 25;
    private static final int BOTTOM = 50;
    private static final int STEPS = 60;
    private static final MathContext THREE_DIGITS = new MathContext(3);
    /** Okabe and Ito's, which people who see few colours tell apart. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private final List<Point> points;
    private final double least;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    private LearningCurveChart(List<Point> points, double most) {
        this.points = points;
        this.least = points.stream().mapToDouble(Point::minutes).min().orElse(1);
        this.most = most;
    }

    /** A picture of all tries, and of what is expected if there is a forecaster of them. */
    static String svg(List<Point> points, Optional<Forecaster> forecaster) {
        double measured = points.stream().mapToDouble(Point::minutes).max().orElse(1);
        double most = forecaster.stream()
                .flatMap(one -> one.ahead().stream())
                .mapToDouble(Forecast::minutes)
                .max()
                .orElse(measured);
        LearningCurveChart chart = new LearningCurveChart(points, most);
        chart.axes(DoubleStream.concat(points.stream().mapToDouble(Point::minutes), DoubleStream.of(most))
                .distinct()
                .toArray());
        forecaster.ifPresent(chart::forecast);
        List<String> names = points.stream().map(Point::name).distinct().toList();
        IntStream.range(0, names.size()).forEach(number -> chart.measured(names.get(number), number));
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                WIDTH,
                HEIGHT,
                chart.svg);
    }

    /** Amounts on a scale of ratios: what counts is how often speech is doubled. */
    private double x(double minutes) {
        double share = most == least ? 0.5 : Math.log(minutes / least) / Math.log(most / least);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double error) {
        return TOP + (1 - Math.min(1, error)) * (HEIGHT - TOP - BOTTOM);
    }

    private void axes(double[] amounts) {
        for (int percent = 0; percent <= 100; percent += 20) {
            double y = y(percent / 100.0);
            line(x(least), y, x(most), y, "#ddd");
            text(LEFT - 8, y + 4, "end", percent + " %");
        }
        for (double minutes : amounts) {
            line(x(minutes), y(0), x(minutes), y(0) + 5, "#888");
            text(
                    x(minutes),
                    y(0) + 18,
                    "middle",
                    BigDecimal.valueOf(minutes)
                            .round(THREE_DIGITS)
                            .stripTrailingZeros()
                            .toPlainString());
        }
        text((x(least) + x(most)) / 2, HEIGHT - 12, "middle", "minutes of training speech");
        text(LEFT, TOP - 8, "start", points.get(0).dev().errorName());
    }

    private void forecast(Forecaster forecaster) {
        List<Forecast> course = IntStream.rangeClosed(0, STEPS)
                .mapToObj(step -> forecaster.at(least * Math.pow(most / least, (double) step / STEPS)))
                .toList();
        List<Forecast> back = new ArrayList<>(course);
        Collections.reverse(back);
        String band = Stream.concat(
                        course.stream().map(one -> at(one.minutes(), one.high())),
                        back.stream().map(one -> at(one.minutes(), one.low())))
                .collect(Collectors.joining(" "));
        String expected =
                course.stream().map(one -> at(one.minutes(), one.error())).collect(Collectors.joining(" "));
        add("<polygon points=\"" + band + "\" fill=\"#888\" fill-opacity=\"0.2\"/>");
        add("<polyline points=\"" + expected + "\" fill=\"none\" stroke=\"#555\" stroke-dasharray=\"5 4\"/>");
        text(WIDTH - RIGHT + 15, HEIGHT - BOTTOM - 10.0, "start", "dashed: expected");
    }

    private void measured(String name, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        for (Point point : points) {
            if (point.name().equals(name)) {
                double x = x(point.minutes());
                line(x, y(point.dev().errorLow()), x, y(point.dev().errorHigh()), colour);
                dot(x, y(point.dev().error()), colour);
            }
        }
        double y = TOP + 10 + 18.0 * number;
        dot(WIDTH - RIGHT + 15, y - 4, colour);
        text(WIDTH - RIGHT + 25, y, "start", name);
    }

    private String at(double minutes, double error) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x(minutes), y(error));
    }

    private void line(double fromX, double fromY, double toX, double toY, String colour) {
        add(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                fromX,
                fromY,
                toX,
                toY,
                colour));
    }

    private void dot(double x, double y, String colour) {
        add(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour));
    }

    private void text(double x, double y, String anchor, String text) {
        add(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private void add(String element) {
        svg.append(element).append(System.lineSeparator());
    }
}
