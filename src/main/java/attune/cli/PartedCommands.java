package attune.cli;

import attune.fault.UserFault;
import attune.shards.JoinedParts;
import attune.shards.Shard;
import attune.shards.ShardedWork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Commands of this program in another that has their parts done elsewhere: each ends as if it had done all of its work
 * itself. For whoever does the parts, {@link #part} is the same command with {@code --shard}.
 */
public final class PartedCommands {
    private static final String SHARDS = "--shards";
    private static final String PARTS = "--parts";
    private static final String SHARD = "--shard";
    /** How many parts there are where only the clips, however many, could tell. */
    private static final int USUAL = 64;

    /** What stands before a value in the same word. */
    private static final Pattern NAME_OF_VALUE = Pattern.compile("--[^=]*=|-[A-Za-z]=?");

    private final Hands hands;

    private PartedCommands(Hands hands) {
        this.hands = hands;
    }

    /** Has the parts of a command's work done, all of them. */
    @FunctionalInterface
    public interface Hands {
        /**
         * Sees to it that every part is there.
         *
         * @param command as it was typed, for {@link #part}; its paths are absolute
         * @param shards how many parts
         * @param parts the folder they go into
         * @throws IOException if the disk refuses
         */
        void work(List<String> command, int shards, Path parts) throws IOException;
    }

    /**
     * Adds {@code corpus build}, {@code corpus check} and {@code sweep}.
     *
     * @param program has them added
     * @param corpus the command that the first two are put below
     * @param hands does the parts
     */
    public static void add(CommandLine program, CommandLine corpus, Hands hands) {
        program.addSubcommand(parted(new SweepCommand()));
        program.addSubcommand(
                corpus.addSubcommand(parted(new CorpusBuildCommand())).addSubcommand(parted(new CorpusCheckCommand())));
        program.setExecutionStrategy(new PartedCommands(hands)::execute);
    }

    private static CommandLine parted(Sharded command) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        spec.remove(spec.findOption(SHARD));
        spec.remove(spec.findOption(PARTS));
        spec.addOption(OptionSpec.builder(PARTS)
                .type(Path.class)
                .required(true)
                .order(6)
                .paramLabel("FOLDER")
                .description(
                        "The folder of all parts, under which all machines reach the same. What is there already is"
                                + " done.")
                .build());
        spec.addOption(OptionSpec.builder(SHARDS)
                .type(Integer.class)
                .order(7)
                .paramLabel("N")
                .description("Into how many parts the work is divided, alike in seconds of sound. Default: " + USUAL
                        + ", for a sweep one for each run.")
                .build());
        return line;
    }

    private int execute(ParseResult parsed) {
        ParseResult leaf = parsed;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        CommandSpec spec = leaf.commandSpec();
        boolean asked = CommandLine.executeHelpRequest(parsed) != null;
        if (!asked && spec.userObject() instanceof Sharded command) {
            try {
                work(command, leaf);
            } catch (IOException | RuntimeException e) {
                throw new ExecutionException(spec.commandLine(), "while the parts were done", e);
            }
        }
        return asked ? ExitCodes.DONE : new RunLast().execute(parsed);
    }

    private void work(Sharded command, ParseResult leaf) throws IOException {
        CommandSpec spec = leaf.commandSpec();
        Path parts = leaf.matchedOptionValue(PARTS, Path.of(""));
        int shards = leaf.matchedOptionValue(SHARDS, command.items().orElse(USUAL));
        String name = spec.qualifiedName().replaceFirst("^\\S+ ", "");
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= shards; number++) {
            files.add(new ShardedWork.Place(new Shard(number, shards), parts, List.of()).file(name));
        }
        if (files.isEmpty()) {
            throw new UserFault(SHARDS, "'" + shards + "' is not positive", USUAL + " is a good number");
        }
        List<String> typed = new ArrayList<>(List.of(name.split(" ", -1)));
        typed.addAll(without(absolute(leaf, spec.commandLine().getParseResult().expandedArgs())));
        hands.work(typed, shards, parts.toAbsolutePath());
        command.shards().join(new JoinedParts(files));
    }

    /** Other machines have other working folders, and no models by name. */
    private static List<String> absolute(ParseResult leaf, List<String> words) {
        Map<String, String> absolute = new HashMap<>();
        for (ArgSpec matched : leaf.matchedArgs()) {
            Object value = matched.getValue();
            List<?> meant = value instanceof Collection<?> several ? List.copyOf(several) : List.of(value);
            List<String> written = matched.stringValues();
            IntStream.range(0, Math.min(written.size(), meant.size()))
                    .filter(i -> meant.get(i) instanceof Path)
                    .forEach(i -> absolute.put(
                            written.get(i),
                            ((Path) meant.get(i)).toAbsolutePath().toString()));
        }
        return words.stream()
                .map(word -> {
                    Matcher option = NAME_OF_VALUE.matcher(word);
                    int value = option.lookingAt() ? option.end() : 0;
                    return word.substring(0, value)
                            + absolute.getOrDefault(word.substring(value), word.substring(value));
                })
                .toList();
    }

    /** What is left once this program's own options are gone. */
    private static List<String> without(List<String> words) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals(SHARDS) || words.get(i).equals(PARTS)) {
                i++;
            } else if (!words.get(i).startsWith(SHARDS + "=") && !words.get(i).startsWith(PARTS + "=")) {
                left.add(words.get(i));
            }
        }
        return left;
    }

    /**
     * Does one part of a command's work.
     *
     * @param command as {@link Hands} were given it
     * @param number which part, from 1
     * @param of how many there are
     * @param parts the folder they go into
     * @param err takes what the command says
     * @return its exit code: 0, or 1 if clips could not be used, once the part is there
     */
    public static int part(List<String> command, int number, int of, Path parts, PrintWriter err) {
        List<String> typed = new ArrayList<>(command);
        typed.addAll(List.of(SHARD, number + "/" + of, PARTS, parts.toString()));
        return Main.commandLine(new PrintWriter(PrintWriter.nullWriter()), err).execute(typed.toArray(String[]::new));
    }
}
