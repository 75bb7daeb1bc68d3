package attune.cli;

import attune.evaluation.Interval;
import attune.evaluation.Reliability;
import attune.evaluation.ReliabilityDifference;
import attune.jobs.Evaluate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far the confidences of words can be trusted, as a table for a person or as a field for a program. */
final class ReliabilityText {

    private ReliabilityText() {}

    /** One model's confidences; the first is compared with none. */
    record Report(
            long words,
            @Nullable Double shareRight,
            double expectedCalibrationError,
            double low,
            double high,
            double brier,
            List<Bin> bins,
            @Nullable Difference againstFirst) {
        static Report of(Evaluate.Confidences confidences) {
            Reliability reliability = confidences.reliability();
            Interval interval = reliability.expectedErrorInterval();
            return new Report(
                    reliability.words(),
                    number(reliability.shareRight()),
                    reliability.expectedError(),
                    interval.low(),
                    interval.high(),
                    reliability.brier(),
                    reliability.bins().stream().map(Bin::of).toList(),
                    confidences.againstFirst().map(Difference::of).orElse(null));
        }
    }

    /** The words of about one confidence; without words there is no mean and no share. */
    record Bin(
            double from,
            double to,
            long words,
            @Nullable Double meanConfidence,
            @Nullable Double shareRight) {
        private static Bin of(Reliability.Bin bin) {
            return new Bin(bin.low(), bin.high(), bin.words(), number(bin.meanConfidence()), number(bin.shareRight()));
        }
    }

    /** Of expected calibration errors; below 0 it is better. */
    record Difference(double difference, double low, double high) {
        private static Difference of(ReliabilityDifference of) {
            return new Difference(
                    of.difference(), of.interval().low(), of.interval().high());
        }
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** A table for each model, and in words how the first differs from the others. */
    static String of(List<Evaluate.Row> rows) {
        StringBuilder text = new StringBuilder();
        List<Path> models = rows.stream().map(Evaluate.Row::model).toList();
        String first = ShortName.of(models.get(0), models);
        for (Evaluate.Row row : rows) {
            Evaluate.Confidences confidences = row.confidences().orElseThrow();
            text.append(table(row.model(), confidences.reliability()));
            confidences
                    .againstFirst()
                    .ifPresent(difference ->
                            text.append(difference(ShortName.of(row.model(), models), first, difference)));
        }
        return text.toString();
    }

    private static String table(Path model, Reliability reliability) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: confidences of the words heard%n%-10s  %6s  %15s  %7s%n",
                model,
                "confidence",
                "words",
                "mean confidence",
                "right"));
        for (Reliability.Bin bin : reliability.bins()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%.1f to %.1f  %6d  %15s  %7s%n",
                    bin.low(),
                    bin.high(),
                    bin.words(),
                    percent(bin.meanConfidence()),
                    percent(bin.shareRight())));
        }
        Interval interval = reliability.expectedErrorInterval();
        return text.append(String.format(
                        Locale.ROOT,
                        "%-10s  %6d  %15s  %7s%nexpected calibration error %.3f (95 %% interval %.3f to %.3f), Brier"
                                + " score %.3f%n",
                        "all",
                        reliability.words(),
                        "",
                        percent(reliability.shareRight()),
                        reliability.expectedError(),
                        interval.low(),
                        interval.high(),
                        reliability.brier()))
                .toString();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : Percent.of(share);
    }

    private static String difference(String other, String first, ReliabilityDifference difference) {
        return String.format(
                Locale.ROOT,
                "%s against %s: %+.3f of expected calibration error (95 %% interval %+.3f to %+.3f)%n",
                other,
                first,
                difference.difference(),
                difference.interval().low(),
                difference.interval().high());
    }
}
