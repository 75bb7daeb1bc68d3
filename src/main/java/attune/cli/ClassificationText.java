package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.evaluation.Interval;
import attune.results.ClassificationResult;
import attune.results.Difference;
import attune.table.Column;
import attune.table.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An image model's results on test pictures, for a person. */
final class ClassificationText {

    private ClassificationText() {}

    static String of(ClassificationResult done) {
        TextTable whole = new TextTable(left(""), left(""))
                .add("accuracy", rate(done.accuracy(), done.accuracyInterval()))
                .add("top five", rate(done.topFive(), done.topFiveInterval()))
                .add("pictures", done.pictures() + " of " + done.classes().size() + " classes");
        return done.model() + "\n"
                + whole.text() + "\n"
                + classes(done).text() + "\n"
                + "rows: the true class; columns: the class predicted\n"
                + confusion(done).text() + "\n";
    }

    /** A line for each model except the first, on how it differs from the first. */
    static String differences(List<ClassificationResult> all) {
        List<Path> models = all.stream().map(done -> Path.of(done.model())).toList();
        String first = ShortName.of(models.get(0), models);
        StringBuilder text = new StringBuilder();
        for (ClassificationResult done : all) {
            if (done.comparedWithFirst() != null) {
                text.append(difference(first, ShortName.of(Path.of(done.model()), models), done.comparedWithFirst()));
            }
        }
        return text.toString();
    }

    private static String difference(String first, String other, Difference.OfPictures difference) {
        return String.format(
                Locale.ROOT,
                "%s against %s: %s; %d pictures only the first gets right, %d only the other, McNemar's %s%n",
                other,
                first,
                DifferenceText.points(difference, "accuracy"),
                difference.onlyFirst(),
                difference.onlyThis(),
                DifferenceText.verdict(difference));
    }

    private static String rate(double value, Interval interval) {
        return String.format(
                Locale.ROOT,
                "%s  (%.0f %% interval %s)",
                Percent.of(value),
                100 * interval.confidenceLevel(),
                Percent.range(interval.low(), interval.high()));
    }

    private static TextTable classes(ClassificationResult done) {
        TextTable table = new TextTable(left("class"), right("pictures"), right("precision"), right("recall"));
        for (ClassificationResult.PerClass one : done.classes()) {
            table.add(one.label(), String.valueOf(one.pictures()), percent(one.precision()), percent(one.recall()));
        }
        return table;
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : Percent.of(share);
    }

    private static TextTable confusion(ClassificationResult done) {
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
