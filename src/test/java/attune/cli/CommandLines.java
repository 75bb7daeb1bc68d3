package attune.cli;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Commands as they are typed. */
final class CommandLines {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private CommandLines() {}

    /** The words a shell makes of a line without expansions, whose quotes are around whole words. */
    static String[] words(String line) {
        return WORD.matcher(line).results().map(CommandLines::word).toArray(String[]::new);
    }

    private static String word(MatchResult found) {
        for (int group : List.of(1, 2)) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        return found.group();
    }
}
