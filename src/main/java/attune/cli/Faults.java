package attune.cli;

import attune.exchange.RankLostException;
import attune.fault.NearestNames;
import attune.fault.UserFault;
import attune.progress.StoppedException;
import attune.runs.BrokenOffException;
import attune.runs.FolderInUse;
import attune.training.TrainingDivergedException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns any failure into one line and an exit code; a stack trace goes to a file, never to the screen. */
final class Faults implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Pattern CHOICE =
            Pattern.compile("(Invalid value .*: )expected one of \\[(.*)] \\(case-insensitive\\) but was ('.*')");

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        PrintWriter err = e.getCommandLine().getErr();
        if (e.getCause() instanceof UserFault fault) {
            err.println("attune: " + fault.forCommandLine());
            return ExitCodes.USER_FAULT;
        }
        // What follows from an unknown option, such as another that is then missing, is not worth reporting.
        String problem = ArgumentFiles.fault(arguments, command)
                .or(() -> nameWithDash(arguments, command))
                .or(() -> unknownCommand(e, command))
                .or(() -> unknownOption(arguments, command))
                .orElseGet(() -> placed(e, arguments, command) + problem(e));
        err.println("attune: " + problem + "; see " + command.qualifiedName() + " --help");
        return ExitCodes.USER_FAULT;
    }

    private static Optional<String> unknownCommand(ParameterException e, CommandSpec command) {
        if (command.subcommands().isEmpty() || !(e instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().get(0);
        String near = NearestNames.slipOf(word, command.subcommands().keySet())
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return Optional.of((word.startsWith("-") ? "unknown option " : "unknown command ") + word + near);
    }

    private static String problem(ParameterException e) {
        String suggestions = e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?"
                : "";
        return plain(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ")) + suggestions;
    }

    /** The parser's message in the words of someone who knows no Java. */
    private static String plain(String message) {
        Matcher choice = CHOICE.matcher(message);
        if (choice.matches()) {
            return choice.group(1) + choice.group(3) + " is not one of "
                    + choice.group(2).toLowerCase(Locale.ROOT);
        }
        return message.replaceFirst("^Unmatched argument at index \\d+: ", "Unexpected argument ")
                .replaceFirst("^Unmatched arguments from index \\d+: ", "Unexpected arguments ")
                .replace("option option", "option")
                .replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("is not a (double|float)$", "is not a number");
    }

    /** The line of the configuration file that a wrong value comes from, to begin a message with. */
    private static String placed(ParameterException e, String[] arguments, CommandSpec command) {
        return e.getArgSpec() instanceof OptionSpec option
                ? ConfigFile.placeOf(option, String.valueOf(e.getMessage()), List.of(arguments), command)
                        .map(where -> where + ": ")
                        .orElse("")
                : "";
    }

    /** The name of a file that was taken for options. */
    private static Optional<String> nameWithDash(String[] arguments, CommandSpec command) {
        return Arrays.stream(arguments)
                .takeWhile(word -> !word.equals("--"))
                .filter(word ->
                        word.matches("-.+") && !command.optionsMap().containsKey(word) && new File(word).exists())
                .findFirst()
                .map(word -> word + ": a word that begins with a dash is taken for an option; give the file as ./"
                        + word + ", or after --");
    }

    private static Optional<String> unknownOption(String[] arguments, CommandSpec command) {
        if (!command.subcommands().isEmpty()) {
            return Optional.empty();
        }
        Set<String> known = new HashSet<>(command.optionsMap().keySet());
        known.addAll(command.negatedOptionsMap().keySet());
        return Arrays.stream(arguments)
                .takeWhile(word -> !word.equals("--"))
                .filter(word -> word.startsWith("--"))
                .map(word -> word.split("=", 2)[0])
                .filter(name -> !known.contains(name))
                .findFirst()
                .map(name -> "unknown option " + name
                        + NearestNames.slipOf(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof UserFault fault) {
            err.println("attune: " + fault.forCommandLine());
            return fault instanceof FolderInUse ? ExitCodes.FOLDER_IN_USE : ExitCodes.USER_FAULT;
        }
        if (e instanceof StandardOutput.ReaderGoneException) {
            return ExitCodes.READER_GONE;
        }
        if (e instanceof StoppedException stopped) {
            err.println("attune: " + stopped.getMessage() + wayOn(stopped, command.getCommandSpec()));
            return ExitCodes.INTERRUPTED;
        }
        if (e instanceof TrainingDivergedException) {
            String finish = command.getCommandSpec().findOption("--finish") == null
                    ? ""
                    : ", or make a model of the best epoch so far by --resume --finish";
            err.println("attune: training diverged: " + e.getMessage()
                    + "; start anew with --overwrite and a lower --learning-rate" + finish);
            return ExitCodes.USER_FAULT;
        }
        if (e instanceof ParameterException wrong) {
            return handleParseException(wrong, new String[0]);
        }
        if (RankLostException.isIn(e)) {
            Exception lost = e instanceof BrokenOffException broken ? broken.refused() : e;
            err.println("attune: " + describe(lost) + "; start all ranks again with the same commands and --resume");
            return ExitCodes.RANK_LOST;
        }
        if (e instanceof BrokenOffException broken) {
            err.println("attune: " + describe(broken.refused()) + "; what was trained is kept in " + broken.run()
                    + ": once that is mended, go on with the same command and --resume");
            return ExitCodes.USER_FAULT;
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            err.println("attune: " + describe(e));
            return ExitCodes.USER_FAULT;
        }
        if (e instanceof InvalidPathException name) {
            err.println("attune: " + PathConverter.notHere(name));
            return ExitCodes.USER_FAULT;
        }
        return fault(e, command.getCommandSpec(), parsed.originalArgs(), err);
    }

    /** How to go on with work that was stopped. */
    private static String wayOn(StoppedException stopped, CommandSpec command) {
        if (stopped.run().isEmpty()) {
            return "; nothing is left behind: give the same command to start again";
        }
        OptionSpec overwrite = command.findOption("--overwrite");
        String instead =
                overwrite != null && Boolean.TRUE.equals(overwrite.getValue()) ? " in place of --overwrite" : "";
        String finish = command.findOption("--finish") == null
                ? ""
                : ", or end the run with its best epoch so far by --resume --finish";
        return "; what was trained is kept in " + stopped.run().get() + ": go on with the same command and --resume"
                + instead + finish;
    }

    /** The same for errors that reach no handler: out of memory, or missing libraries. */
    static int handleError(Error e, CommandLine program, String[] arguments, PrintWriter err) {
        CommandSpec command = program.getCommandSpec();
        for (ParseResult parsed = program.getParseResult(); parsed != null; parsed = parsed.subcommand()) {
            command = parsed.commandSpec();
        }
        return fault(e, command, List.of(arguments), err);
    }

    /** What the machine lacks, however deep DL4J has wrapped it; anything else is a bug. */
    private static int fault(Throwable e, CommandSpec command, List<String> arguments, PrintWriter err) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                String less = command.findOption("--batch-size") == null
                        ? "or take a smaller network or shorter recordings"
                        : "or take a smaller --batch-size, shorter clips or a smaller network";
                err.println("attune: out of memory (" + cause.getMessage()
                        + "); give Java more memory with ATTUNE_JAVA_OPTS=-Xmx8g, " + less);
                return ExitCodes.BUG;
            }
            if (cause instanceof UnsatisfiedLinkError) {
                String unpackedIn = System.getProperty(
                        "org.bytedeco.javacpp.cachedir", System.getProperty("user.home") + "/.javacpp/cache");
                err.println(
                        "attune: a native library cannot be loaded (" + cause.getMessage()
                                + "); they are unpacked into "
                                + unpackedIn
                                + ": make 300 MB of room there, or name another folder with ATTUNE_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
                return ExitCodes.USER_FAULT;
            }
        }
        return bug(e, arguments, err);
    }

    private static int bug(Throwable e, List<String> arguments, PrintWriter err) {
        err.println("attune: this is a bug in Attune (" + e + "); " + report(e, arguments));
        return ExitCodes.BUG;
    }

    private static String report(Throwable e, List<String> arguments) {
        try {
            Path log = Files.createTempFile(Path.of(System.getProperty("java.io.tmpdir")), "attune-bug-", ".log");
            try (PrintWriter trace = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
                trace.println("attune " + String.join(" ", arguments));
                e.printStackTrace(trace);
            }
            return "please report it with " + log;
        } catch (IOException noLog) {
            String at = Arrays.stream(e.getStackTrace())
                    .limit(1)
                    .map(frame -> ", with this place: " + frame)
                    .collect(Collectors.joining());
            return "please report it" + at + " (no log could be written: " + describe(noLog) + ")";
        }
    }

    /** What went wrong with a file. */
    static String describe(Exception e) {
        Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + ": access denied; check who may read and write it";
        }
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or folder; check the path";
        }
        if (cause instanceof FileAlreadyExistsException file) {
            return file.getFile() + ": is a file where a folder is needed; give another path";
        }
        if (cause instanceof FileSystemException fault) {
            String kind = fault.getClass().getSimpleName();
            return fault.getFile() + ": " + (fault.getReason() != null ? fault.getReason() : kind);
        }
        if (cause != null && cause.toString().equals(e.getMessage())) { // wrapped without a message
            return String.valueOf(cause.getMessage());
        }
        return String.valueOf(e.getMessage());
    }
}
