package attune.spark;

import attune.cli.PartedCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point for {@code spark-submit}. */
public final class Main {

    /** Clips that could not be used are told, and no fault of the job: its scheduler would try it again. */
    private static final int WITH_REJECTS = 1;

    private Main() {}

    /**
     * Runs one command.
     *
     * @param arguments as typed
     */
    public static void main(String[] arguments) {
        CommandLine program = new CommandLine(new SparkProgram());
        PartedCommands.add(program, new CommandLine(new Corpus()), new PartsJob());
        int code = attune.cli.Main.run(program, arguments);
        if (code > WITH_REJECTS) { // on YARN a driver that exits has failed, even with 0
            System.exit(code);
        }
    }

    @Command(
            name = "attune-spark",
            description = "Attune's large jobs on an Apache Spark cluster.",
            subcommands = {TranscribeCommand.class, AdaptCommand.class})
    private static final class SparkProgram implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(), "give a command: transcribe, adapt, corpus build, corpus check or sweep");
        }
    }

    @Command(name = "corpus", description = "Makes and checks training speech on a Spark cluster.")
    private static final class Corpus implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "give a command: corpus build or check");
        }
    }
}
