package attune.fault;

import java.util.Objects;

/**
 * Something the user gave us is wrong. The message is one line that says where, which rule was broken by which value,
 * and what to do about it; the command line prints it and exits with code 2, without a stack trace.
 */
public class UserFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Characters of a problem that a message shows. */
    private static final int LONGEST = 1000;

    private final String problem;

    /**
     * A fault of the user's input.
     *
     * @param where the file, line, {@linkplain Parameter parameter} or layer at fault, as the user knows it
     * @param problem the rule that is broken and the value found
     * @param remedy what the user can do
     */
    public UserFault(String where, String problem, String remedy) {
        super(oneLine(where + ": " + shortened(problem) + "; " + remedy));
        this.problem = oneLine(shortened(problem));
    }

    /**
     * As {@link #UserFault(String, String, String)}, keeping its cause.
     *
     * @param where the file, line, option or layer at fault
     * @param problem the rule that is broken and the value found
     * @param remedy what the user can do
     * @param cause the exception behind it, for the log
     */
    public UserFault(String where, String problem, String remedy, Throwable cause) {
        super(oneLine(where + ": " + shortened(problem) + "; " + remedy), cause);
        this.problem = oneLine(shortened(problem));
    }

    private UserFault(String message, UserFault inner) {
        super(message, inner);
        this.problem = inner.problem;
    }

    /**
     * The same fault inside something larger, such as in one part of an option's value.
     *
     * @param larger the option, file or line that contains the faulty part
     * @return a fault that begins with it
     */
    public UserFault within(String larger) {
        return new UserFault(oneLine(larger + ": " + marked()), this);
    }

    /**
     * What is wrong, for lists that name the place themselves.
     *
     * @return the rule that is broken and the value found
     */
    public String problem() {
        return Parameter.plain(problem);
    }

    /** The message for a program, whose parameters it names as the program writes them. */
    @Override
    public String getMessage() {
        return Parameter.plain(marked());
    }

    /**
     * The message for the command line.
     *
     * @return the same with parameters as options: {@code --keep-until} for {@code keepUntil}
     */
    public String forCommandLine() {
        return Parameter.asOptions(marked());
    }

    private String marked() {
        return Objects.requireNonNull(super.getMessage(), "every fault has a message");
    }

    /**
     * On one line, and unable to control a terminal, by C0 or C1 or by turning the direction of writing: a message may repeat
     * what a hostile file says.
     */
    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", "?")
                .strip();
    }

    private static String shortened(String problem) {
        return problem.codePointCount(0, problem.length()) <= LONGEST
                ? problem
                : problem.substring(0, problem.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
