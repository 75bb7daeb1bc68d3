package attune.spark;

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
        int code = attune.cli.Main.run(new CommandLine(new SparkProgram()), arguments);
        if (code != 0) { // on YARN a driver that exits has failed, even with 0
            System.exit(code);
        }
    }

    @Command(
            name = "attune-spark",
            description = "Attune's large jobs on an Apache Spark cluster.",
            subcommands = TranscribeCommand.class)
    private static final class SparkProgram implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "give a command: transcribe");
        }
    }
}
