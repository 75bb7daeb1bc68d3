package attune.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of a command run within the test's own process.
 *
 * @param code the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
record InProcess(int code, String out, String err) {

    static InProcess run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
        return new InProcess(code, out.toString(), err.toString());
    }

    /** Without progress, so that only warnings are on standard error. */
    static InProcess quietly(String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--quiet")).toArray(String[]::new));
    }

    /** What a run says of itself: a tiny model trained for a moment has hardly learnt anything. */
    static boolean isJudgement(String line) {
        return line.contains("on dev the adapted model is not significantly better than its source")
                || line.contains("the loss did not fall");
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
