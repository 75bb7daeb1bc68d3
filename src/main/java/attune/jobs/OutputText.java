package attune.jobs;

import attune.surgery.OutputRows;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.List;

/** Tells the user what a new output writes, and what its labels begin as. */
final class OutputText {

    private OutputText() {}

    static String of(Alphabet old, Alphabet alphabet, OutputRows.Beginnings given) {
        return written(old, alphabet) + of("labels", given);
    }

    /** Of labels or classes. */
    static String of(String rows, OutputRows.Beginnings given) {
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

    private static String written(Alphabet old, Alphabet alphabet) {
        return alphabet.equals(old)
                ? ""
                : "alphabet: " + alphabet.labels().size() + " characters, the space and "
                        + String.join("", alphabet.labels()).replace(" ", "") + "\n";
    }

    private static void add(List<String> parts, int labels, String beginning) {
        if (labels > 0) {
            parts.add(labels + " " + beginning);
        }
    }
}
