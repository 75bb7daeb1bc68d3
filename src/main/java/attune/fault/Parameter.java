package attune.fault;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of something that a caller chooses, in a message: {@code keepUntil} to a program, {@code --keep-until} on the
 * command line. Messages hold it between two code points that Unicode keeps out of all text (noncharacters, U+FDD0
 * and U+FDD1), so that it can be told from other words; {@link UserFault} takes them out.
 */
public final class Parameter {
    private static final char BEGIN = '\uFDD0';
    private static final char END = '\uFDD1';
    private static final char BETWEEN = '\uFDD2';
    private static final Pattern NAMED =
            Pattern.compile(BEGIN + "([^" + BETWEEN + END + "]*)(?:" + BETWEEN + "([^" + END + "]*))?" + END);

    private Parameter() {}

    /**
     * A parameter's name, to be put into a message.
     *
     * @param name as a program writes it, such as {@code keepUntil}
     * @return the name, marked
     */
    public static String named(String name) {
        return BEGIN + name + END;
    }

    /**
     * A parameter whose option has another name.
     *
     * @param name as a program writes it, such as {@code copyOutputRows}
     * @param option as the command line has it, such as {@code --no-copy-output-rows}
     * @return both, marked
     */
    public static String named(String name, String option) {
        return BEGIN + name + BETWEEN + option + END;
    }

    /** The message as a program reads it. */
    static String plain(String message) {
        return NAMED.matcher(message).replaceAll("$1");
    }

    /** The message as a command-line user reads it. */
    static String asOptions(String message) {
        return NAMED.matcher(message).replaceAll(name -> name.group(2) != null ? name.group(2) : option(name.group(1)));
    }

    private static String option(String name) {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
