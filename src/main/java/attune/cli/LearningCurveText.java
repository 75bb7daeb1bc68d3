package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.results.LearningCurveResult;
import attune.table.Column;
import attune.table.TextTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A learning curve as a table for a person, and the best way at each amount in words. */
final class LearningCurveText {
    /** What somebody might record another hour for. */
    private static final double WORTHWHILE = 0.01;

    private LearningCurveText() {}

    /** Prints it in the user's format. */
    static void print(LearningCurveResult curve, ReportCommand command) throws IOException {
        if (command.asJson()) {
            command.printPrettyJson(curve);
        } else {
            command.out().print(of(curve));
        }
    }

    static String of(LearningCurveResult curve) {
        LearningCurveResult.Point first = curve.points().get(0);
        TextTable table = new TextTable(columns(first));
        curve.points().forEach(point -> table.add(cells(point)));
        StringBuilder text = new StringBuilder(table.text());
        text.append(String.format(Locale.ROOT, "dev: %s%n", SweepText.judgedOn(first.dev())));
        curve.choices().forEach(choice -> text.append(text(choice)));
        curve.forecasts()
                .forEach(forecast -> text.append(text(forecast, first.dev().errorName())));
        if (!curve.forecasts().isEmpty() && curve.forecasts().stream().allMatch(one -> one.gain() < WORTHWHILE)) {
            text.append(
                    String.format("more speech of this kind is worth less than a point: look at the language model%n"));
        }
        return text.toString();
    }

    private static String text(LearningCurveResult.Forecast forecast, String error) {
        return String.format(
                Locale.ROOT,
                "with %.0f minutes of such speech, %s would give about %s %s (%s), %.1f points less (%s)%n",
                forecast.minutes(),
                forecast.name(),
                Percent.of(forecast.error()),
                error,
                Percent.range(forecast.low(), forecast.high()),
                100 * forecast.gain(),
                Percent.range(forecast.gainLow(), forecast.gainHigh()));
    }

    private static String text(LearningCurveResult.Choice choice) {
        return String.format(
                Locale.ROOT,
                "with %s %s: %s (%s)%n",
                minutes(choice.minutes()),
                choice.minutes() == 1 ? "minute" : "minutes",
                SweepText.reason(choice.ties(), choice.best(), choice.chosen()),
                choice.bundle());
    }

    private static List<Column> columns(LearningCurveResult.Point point) {
        List<Column> columns = new ArrayList<>(List.of(right("minutes"), left("try")));
        columns.addAll(SweepText.columns("dev", point.dev()));
        if (point.test() != null) {
            columns.addAll(SweepText.columns("test", point.test()));
        }
        columns.addAll(List.of(right("steps"), right("seconds")));
        return columns;
    }

    private static List<String> cells(LearningCurveResult.Point point) {
        List<String> cells = new ArrayList<>(List.of(minutes(point.minutes()), point.name()));
        cells.addAll(SweepText.rates(point.dev()));
        if (point.test() != null) {
            cells.addAll(SweepText.rates(point.test()));
        }
        cells.addAll(SweepText.cost(point.steps(), point.seconds()));
        return cells;
    }

    private static String minutes(double minutes) {
        return BigDecimal.valueOf(minutes).stripTrailingZeros().toPlainString();
    }
}
