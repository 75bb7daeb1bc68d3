package attune.cli;

import attune.fault.UserFault;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: help, somewhere to print, and progress that can be silenced. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        preprocessor = ConfigFile.class)
abstract class SubCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-q", "--quiet"},
            order = 100,
            description = "Print no progress, only warnings and results.")
    private boolean quiet;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            order = 101,
            description = "Read options from a file, a line of NAME = VALUE for each; those typed come first. Default:"
                    + " ATTUNE_CONFIG from the environment.")
    @SuppressWarnings("UnusedVariable") // ConfigFile finds it among the arguments
    private @Nullable Path config;

    @Option(names = HelpText.ALL, hidden = true, description = "With --help: show all options.")
    private boolean all;

    @Override
    public final Integer call() throws IOException {
        if (all) {
            throw new UserFault(HelpText.ALL, "is for --help", "add --help, or leave it out");
        }
        CudaBuild.start();
        return execute();
    }

    /** Does the command's work and returns its exit code. */
    abstract int execute() throws IOException;

    /** Results go here. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Everything else goes here. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Shows progress in a form that suits standard error. On Ctrl-C, resumable work ends at the next step. */
    final ShownProgress progress() {
        Interrupt interrupt = spec.findOption("--resume") == null ? Interrupt.NONE : Interrupt.listen();
        ShownProgress progress = progress(spec.commandLine().getErr(), interrupt);
        if (interrupt != Interrupt.NONE) {
            interrupt.onNoted(progress::sayStopping);
        }
        return progress;
    }

    /** The same for waiting, which leaves nothing to resume: Ctrl-C ends the program. */
    final ShownProgress progressOfWaiting() {
        return progress(spec.commandLine().getErr(), Interrupt.NONE);
    }

    private ShownProgress progress(PrintWriter err, Interrupt interrupt) {
        if (quiet) {
            return new QuietProgress(err, interrupt);
        }
        return ShownProgress.isTerminal() ? new BarProgress(err, interrupt) : new LineProgress(err, interrupt);
    }

    /** The terminal, if standard error is one and may be written to during the work. */
    final Optional<PrintWriter> terminal() {
        return !quiet && ShownProgress.isTerminal()
                ? Optional.of(spec.commandLine().getErr())
                : Optional.empty();
    }

    /** Says what was done, on standard error, away from results. */
    final void tell(String line) {
        if (!quiet) {
            spec.commandLine().getErr().println(line);
        }
    }

    final void warn(String line) {
        spec.commandLine().getErr().println("attune: " + line);
    }

    /** The command as it was typed, for a model's provenance. */
    final String commandLine() {
        return "attune " + String.join(" ", arguments());
    }

    /** What was typed after the program's name. */
    final List<String> arguments() {
        List<String> words = new ArrayList<>(List.of(spec.qualifiedName().split(" ", -1)));
        words.addAll(spec.commandLine().getParseResult().expandedArgs());
        return words.subList(1, words.size());
    }

    /** The exit code of a run over clips, some of which may have been left out; says how many. */
    final int exitCode(int rejected, String whatFailed) {
        return exitCode(rejected, "clip", whatFailed);
    }

    /** The same for pictures. */
    final int exitCode(int rejected, String example, String whatFailed) {
        if (rejected == 0) {
            return ExitCodes.DONE;
        }
        warn(rejected + " " + example + (rejected == 1 ? " " : "s ") + whatFailed);
        return ExitCodes.WITH_REJECTS;
    }

    /** Goes to the output piece by piece, since a result may list every clip of a large corpus. */
    final void printPrettyJson(Object value) throws IOException {
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(out(), value);
        out().println();
    }

    /** Made when JSON is first printed: Jackson takes a twentieth of a second to start, and few commands need it. */
    private static final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper()
                .registerModules(new Jdk8Module(), new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
