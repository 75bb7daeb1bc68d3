package attune.cli;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {

    /** Holds any help text: picocli takes its own output's failing for a bug. */
    private static final int OUTPUT_BUFFER = 1 << 16;

    private Main() {}

    /**
     * Runs one command and exits with its code.
     *
     * @param arguments as typed
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new BufferedWriter(
                new OutputStreamWriter(new StandardOutput(), StandardCharsets.UTF_8), OUTPUT_BUFFER));
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code;
        try {
            code = commandLine(out, err).execute(arguments);
            out.flush();
        } catch (UncheckedIOException e) {
            err.println("attune: " + e.getMessage());
            code = ExitCodes.USER_FAULT;
        } catch (
                Error e) { // picocli hands on exceptions only; a virtual machine's own exit code, 1, means rejects here
            code = Faults.handleError(e, arguments, err);
        }
        System.exit(code);
    }

    /** The whole program but its process: tests give it writers of their own. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Faults faults = new Faults();
        return new CommandLine(new AttuneCommand())
                .registerConverter(Path.class, new PathConverter())
                .setExpandAtFiles(false)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(faults)
                .setParameterExceptionHandler(faults)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
