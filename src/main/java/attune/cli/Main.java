package attune.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The program's entry point. */
public final class Main {

    private static final String HELP = "help";

    private Main() {}

    /**
     * Runs one command and exits with its code.
     *
     * @param arguments as typed
     */
    public static void main(String[] arguments) {
        System.exit(run(Commands.of(arguments), arguments));
    }

    /**
     * Runs a command of another program with the help, messages and exit codes of this one.
     *
     * @param program its commands
     * @param arguments as typed
     * @return the exit code
     */
    public static int run(CommandLine program, String... arguments) {
        PrintWriter out = StandardOutput.open();
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code;
        try {
            code = speaking(program, out, err).execute(arguments);
            if (code == ExitCodes.DONE || code == ExitCodes.WITH_REJECTS) {
                StandardOutput.flush(out);
            }
        } catch (StandardOutput.ReaderGoneException e) {
            code = ExitCodes.READER_GONE;
        } catch (UncheckedIOException lost) {
            err.println("attune: " + Faults.describe(lost));
            code = ExitCodes.USER_FAULT;
        } catch (Error e) { // picocli passes on only exceptions; the JVM's own exit code, 1, means rejects here
            code = Faults.handleError(e, program, arguments, err);
        }
        out.flush();
        return code;
    }

    /**
     * The whole program except its process, for programs that run its commands within theirs.
     *
     * @param out gets results
     * @param err gets everything else
     * @return to execute arguments
     */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return speaking(Commands.all(), out, err);
    }

    /** Any program, with the help and the messages of this one. */
    static CommandLine speaking(CommandLine program, PrintWriter out, PrintWriter err) {
        Faults faults = new Faults();
        return program.setHelpSectionKeys(List.of(HELP))
                .setHelpSectionMap(Map.of(HELP, help -> HelpText.of(help.commandSpec())))
                .registerConverter(Path.class, new PathConverter())
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(faults)
                .setParameterExceptionHandler(faults)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
