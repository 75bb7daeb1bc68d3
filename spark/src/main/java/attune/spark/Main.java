package attune.spark;

import attune.cli.ExitCodes;
import attune.cli.PartedCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point for {@code spark-submit}. */
public final class Main {

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
        // Clips that could not be used are told, and no fault of the job, whose scheduler would try it again. On YARN a
        // driver that exits has failed, even with 0.
        boolean failed = code > ExitCodes.WITH_REJECTS;
        if (failed || isLocal()) {
            System.exit(failed ? code : ExitCodes.DONE);
        }
    }

    /** Whether the tasks are threads of this process: in one that met a barrier, Spark 3.5 leaves a thread that never ends. */
    private static boolean isLocal() {
        return System.getProperty("spark.master", "local").startsWith("local");
    }

    @Command(
            name = "attune-spark",
            description = "Attune's large jobs on an Apache Spark cluster.",
            subcommands = {TranscribeCommand.class, AdaptCommand.class, PretrainCommand.class})
    private static final class SparkProgram implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(),
                    "give a command: transcribe, adapt, pretrain, sweep, or corpus build, check or clean");
        }
    }

    @Command(
            name = "corpus",
            description = "Makes and checks training speech on a Spark cluster.",
            subcommands = CorpusCleanCommand.class)
    private static final class Corpus implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "give a command: corpus build, check or clean");
        }
    }
}
