package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.evaluation.Classification;
import attune.evaluation.ClassifierComparison;
import attune.evaluation.Interval;
import attune.evaluation.McNemar;
import attune.jobs.ImageEvaluate;
import attune.table.Column;
import attune.table.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an image model did on a test, for a person or for a program. */
final class ClassificationText {

    private ClassificationText() {}

    /** One model's result as JSON. A rate of nothing is null there. */
    record Report(
            String model,
            int pictures,
            int unreadable,
            double accuracy,
            Interval accuracyInterval,
            double topFive,
            Interval topFiveInterval,
            double meanRecall,
            List<PerClass> classes,
            List<List<Integer>> confusion,
            @Nullable Difference comparedWithFirst) {

        static Report of(ImageEvaluate.Row row) {
            Classification done = row.classification();
            return new Report(
                    row.model().toString(),
                    done.items(),
                    row.rejected(),
                    done.accuracy(),
                    done.accuracyInterval(),
                    done.topFive(),
                    done.topFiveInterval(),
                    done.meanRecall(),
                    done.classes().stream().map(PerClass::of).toList(),
                    done.confusion(),
                    row.comparison().map(Difference::of).orElse(null));
        }
    }

    /** How a model differs from the first; what the first one has not. */
    record Difference(
            double accuracy, double accuracyLow, double accuracyHigh, int onlyFirst, int onlyThis, double pValue) {
        static Difference of(ClassifierComparison comparison) {
            Interval errors = comparison.bootstrap().interval();
            McNemar test = comparison.mcNemar();
            return new Difference(
                    0 - comparison.bootstrap().difference(), // of errors; 0 - 0 has no sign
                    0 - errors.high(),
                    0 - errors.low(),
                    test.onlyBaseline(),
                    test.onlyCandidate(),
                    test.pValue());
        }
    }

    /** One class of it. */
    record PerClass(
            String label,
            int pictures,
            @Nullable Double precision,
            @Nullable Double recall) {
        static PerClass of(Classification.PerClass one) {
            return new PerClass(
                    one.label(),
                    one.items(),
                    one.taken() == 0 ? null : Double.valueOf(one.precision()),
                    one.items() == 0 ? null : Double.valueOf(one.recall()));
        }
    }

    static String of(ImageEvaluate.Row row) {
        Classification done = row.classification();
        TextTable whole = new TextTable(left(""), left(""))
                .add("accuracy", rate(done.accuracy(), done.accuracyInterval()))
                .add("top five", rate(done.topFive(), done.topFiveInterval()))
                .add("pictures", done.items() + " of " + done.classes().size() + " classes");
        return row.model() + "\n"
                + whole.text() + "\n"
                + classes(done).text() + "\n"
                + "pictures of a row's class taken for a column's\n"
                + confusion(done).text() + "\n";
    }

    /** A line on each model but the first: how it differs from that. */
    static String differences(List<ImageEvaluate.Row> rows) {
        List<Path> models = rows.stream().map(ImageEvaluate.Row::model).toList();
        String first = ShortName.of(models.get(0), models);
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> row.comparison()
                .ifPresent(
                        comparison -> text.append(difference(first, ShortName.of(row.model(), models), comparison))));
        return text.toString();
    }

    private static String difference(String first, String other, ClassifierComparison comparison) {
        Difference found = Difference.of(comparison);
        String verdict =
                comparison.isSignificant() ? (found.accuracy > 0 ? "better" : "worse") : "not significantly different";
        return String.format(
                Locale.ROOT,
                "%s against %s: %+.1f points of accuracy (95 %% interval %+.1f to %+.1f); %d pictures only the first gets"
                        + " right, %d only the other, McNemar's p = %.4f: %s%n",
                other,
                first,
                100 * found.accuracy,
                100 * found.accuracyLow,
                100 * found.accuracyHigh,
                found.onlyFirst,
                found.onlyThis,
                found.pValue,
                verdict);
    }

    private static String rate(double value, Interval interval) {
        return String.format(
                Locale.ROOT,
                "%s  (%.0f %% interval %s)",
                Percent.of(value),
                100 * interval.confidenceLevel(),
                Percent.range(interval.low(), interval.high()));
    }

    private static TextTable classes(Classification done) {
        TextTable table = new TextTable(left("class"), right("pictures"), right("precision"), right("recall"));
        for (Classification.PerClass one : done.classes()) {
            table.add(one.label(), String.valueOf(one.items()), percent(one.precision()), percent(one.recall()));
        }
        return table;
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : Percent.of(share);
    }

    private static TextTable confusion(Classification done) {
        List<Column> columns = new ArrayList<>(List.of(left("")));
        done.classes().forEach(one -> columns.add(right(one.label())));
        TextTable table = new TextTable(columns);
        for (int i = 0; i < done.classes().size(); i++) {
            List<String> cells = new ArrayList<>(List.of(done.classes().get(i).label()));
            done.confusion().get(i).forEach(count -> cells.add(String.valueOf(count)));
            table.add(cells);
        }
        return table;
    }
}
