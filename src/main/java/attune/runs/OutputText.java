package attune.runs;

import attune.surgery.OutputRows;
import java.util.ArrayList;
import java.util.List;

/** Tells the user how the rows of a new output are initialised. */
public final class OutputText {

    private OutputText() {}

    /**
     * Says so in a line.
     *
     * @param rows what the output's rows stand for: "labels" or "classes"
     * @param given how many rows were initialised in each way
     * @return the line, with its line end
     */
    public static String of(String rows, OutputRows.Beginnings given) {
        if (given.copied() == 0) {
            return "the new output starts from random weights\n";
        }
        List<String> parts = new ArrayList<>(
                List.of(given.copied() + " " + rows + " of the new output start from the source's weights"));
        add(parts, given.alike(), "from those of a similar-sounding label");
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
