package attune.runs;

import attune.surgery.OutputRows;
import java.util.ArrayList;
import java.util.List;

/** Tells the user what the rows of a new output begin as. */
public final class OutputText {

    private OutputText() {}

    /**
     * Tells it in a line.
     *
     * @param rows what the output's rows stand for: "labels" or "classes"
     * @param given what they began as
     * @return the line, with its end
     */
    public static String of(String rows, OutputRows.Beginnings given) {
        if (given.copied() == 0) {
            return "the new output starts from random weights\n";
        }
        List<String> parts = new ArrayList<>(
                List.of(given.copied() + " " + rows + " of the new output start from the source's weights"));
        add(parts, given.alike(), "from those of a label that sounds alike");
        add(parts, given.mean(), "from the mean of all " + rows);
        add(parts, given.random(), "from random weights");
        return String.join(", ", parts) + "\n";
    }

    private static void add(List<String> parts, int labels, String beginning) {
        if (labels > 0) {
            parts.add(labels + " " + beginning);
        }
    }
}
