package attune.annotations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Audacity's exported labels (Audacity manual, "Importing and Exporting Labels"): start and end in seconds and a text,
 * a tab between them. A line that begins with a backslash has the frequencies of the label before. Some versions write
 * the decimal comma of the user's language.
 */
final class AudacityLabels {
    private static final Pattern LABEL =
            Pattern.compile("(?<start>\\d+(?:[.,]\\d+)?)\\t(?<end>\\d+(?:[.,]\\d+)?)(?:\\t(?<text>.*))?");

    private static final String FREQUENCIES = "\\";

    private AudacityLabels() {}

    static boolean recognises(Source source) {
        return LABEL.matcher(source.firstLine(FREQUENCIES)).matches();
    }

    static List<Label> read(Source source) {
        List<Label> labels = new ArrayList<>();
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith(FREQUENCIES)) {
                labels.add(label(source, i + 1, line));
            }
        }
        return labels;
    }

    private static Label label(Source source, int number, String line) {
        Matcher label = LABEL.matcher(line);
        if (!label.matches()) {
            throw source.fault(
                    number,
                    "found " + Source.quoted(line) + " among Audacity labels",
                    "a label is its start, its end and its text, a tab between them");
        }
        double start = seconds(label.group("start"));
        double end = seconds(label.group("end"));
        if (end < start) {
            throw source.fault(
                    number,
                    "the label ends at " + label.group("end") + ", before its start at " + label.group("start"),
                    "correct the times");
        }
        return new Label(start, end, label.group("text") == null ? "" : label.group("text"));
    }

    private static double seconds(String written) {
        return Double.parseDouble(written.replace(',', '.'));
    }
}
