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
        PrintWriter out = StandardOutput.open();
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code;
        try {
            code = commandLine(out, err).execute(arguments);
            if (code == ExitCodes.DONE || code == ExitCodes.WITH_REJECTS) {
                StandardOutput.flush(out);
            }
        } catch (StandardOutput.ReaderGoneException e) {
            code = ExitCodes.READER_GONE;
        } catch (UncheckedIOException lost) {
            err.println("attune: " + Faults.describe(lost));
            code = ExitCodes.USER_FAULT;
        } catch (Error e) { // picocli passes on only exceptions; the JVM's own exit code, 1, means rejects here
            code = Faults.handleError(e, arguments, err);
        }
        out.flush();
        System.exit(code);
    }

    /** The whole program except its process: tests give it writers of their own. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Faults faults = new Faults();
        return new CommandLine(new AttuneCommand())
                .addSubcommand("doctor", new CommandLine(new CorpusCheckCommand()).setCommandName("doctor"))
                .setHelpSectionKeys(List.of(HELP))
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
