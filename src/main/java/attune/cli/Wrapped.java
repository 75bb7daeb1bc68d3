package attune.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a width, broken at spaces alone. */
final class Wrapped {
    private Wrapped() {}

    /** Lines of no more than a width, those but the first indented; a longer word has a line of its own. */
    static List<String> lines(String text, int width, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            boolean begun = !line.toString().isBlank();
            if (begun && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
            } else if (begun) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
