package attune.spark;

import attune.speech.inspection.Defect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what a corpus has, as {@code attune corpus check} does. */
final class CleanReport {
    private static final int SHOWN_LINES = 10;

    private final Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    private final List<String> wrong = new ArrayList<>();
    private long wrongLines;
    private long clips;
    private long rejected;
    private double seconds;

    void wrongLine(String problem) {
        wrongLines++;
        if (wrong.size() < SHOWN_LINES) {
            wrong.add(problem);
        }
    }

    void clip(double length, List<Defect> found) {
        clips++;
        seconds += length;
        rejected += found.isEmpty() ? 0 : 1;
        found.forEach(defect -> defects.merge(defect, 1L, Long::sum));
    }

    boolean isClean() {
        return rejected + wrongLines == 0;
    }

    String text() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%,d clips, %.1f minutes: %,d rejected%n", clips, seconds / 60, rejected));
        if (wrongLines > 0) {
            text.append(String.format(Locale.ROOT, "%nLines that cannot be read: %,d%n", wrongLines));
            wrong.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        }
        if (rejected > 0) {
            text.append(String.format("%nRejected%n"));
        }
        defects.forEach(
                (defect, count) -> text.append(String.format(Locale.ROOT, "  %s: %,d%n", defect.title(), count)));
        return text.toString();
    }
}
