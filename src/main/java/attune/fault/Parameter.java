package attune.fault;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of something that a caller chooses, in a message: {@code keepUntil} to a program, {@code --keep-until} on the
 * command line. Messages hold it between two invisible characters, which nobody has in a file's name, so that it can be
 * told from other words; {@link UserFault} takes them out.
 */
public final class Parameter {
    private static final char BEGIN = '\u2068'; // first strong isolate
    private static final char END = '\u2069'; // pop directional isolate
    private static final Pattern NAMED = Pattern.compile(BEGIN + "([^" + END + "]*)" + END);

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

    /** The message as a program reads it. */
    static String plain(String message) {
        return NAMED.matcher(message).replaceAll("$1");
    }

    /** The message as somebody at the command line reads it. */
    static String asOptions(String message) {
        return NAMED.matcher(message).replaceAll(name -> option(name.group(1)));
    }

    private static String option(String name) {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
