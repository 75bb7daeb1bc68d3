package attune.spark;

import attune.cli.DecodingArguments;
import attune.cli.ModelPath;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attune-spark transcribe}. */
@Command(
        name = "transcribe",
        sortOptions = false,
        description =
                "Transcribes an archive on a Spark cluster: a task for each shard of about an hour, a file of JSON"
                        + " lines for each task. Started again, it does only what is missing.",
        footer = {
            "",
            "Example:",
            "  spark-submit attune-spark.jar transcribe -m model.attune archive.jsonl \\",
            "      -o /shared/transcripts",
            "  spark-submit attune-spark.jar transcribe -m model.attune \\",
            "      s3a://calls/2025 -o s3a://calls-transcribed/2025"
        })
final class TranscribeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            order = 1,
            required = true,
            converter = ModelPath.class,
            paramLabel = "MODEL",
            description = "A bundle or a finished run's folder; only the driver reads it.")
    private Path model;

    @Parameters(
            paramLabel = "ARCHIVE",
            converter = AnyPath.class,
            description = "A manifest, or a folder of recordings: a path under which executors reach the same, or a URI"
                    + " of one of Hadoop's file systems. So may be what the manifest names.")
    private Path archive;

    @Option(
            names = {"-o", "--out"},
            order = 2,
            required = true,
            paramLabel = "FOLDER",
            converter = AnyPath.class,
            description = "Where the transcripts go, a file for each shard; a path or a URI as well.")
    private Path out;

    @Option(
            names = "--shard-minutes",
            defaultValue = "60",
            paramLabel = "M",
            description = "Minutes of sound in a shard; a longer recording is one alone. What --out has already stays"
                    + " divided as it is. Default: ${DEFAULT-VALUE}.")
    private double shardMinutes;

    @Mixin
    private DecodingArguments decoding;

    @Option(
            names = "--n-best",
            paramLabel = "N",
            defaultValue = "1",
            description = "Also the N best texts of each clip, with their scores.")
    private int hypotheses;

    @Option(names = "--characters", description = "Also the time of each character.")
    private boolean characters;

    @Option(names = "--parquet", description = "Also all rows as Parquet, in the folder parquet of --out.")
    private boolean parquet;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts upon it
    private HelpOptions help;

    @Override
    public Integer call() throws IOException {
        if (!(shardMinutes > 0)) {
            throw new UserFault("--shard-minutes", "'" + shardMinutes + "' is not positive", "60 is a good length");
        }
        SparkConf settings = Settings.of(new SparkConf(), Load.TRANSCRIBING);
        Recogniser recogniser = Recogniser.of(model, decoding.options(hypotheses), characters);
        TranscribeArchive.Output output = new TranscribeArchive.Output(shardMinutes * 60, parquet);
        Tally tally = new TranscribeArchive(archive, out, recogniser, output).run(settings);
        spec.commandLine().getOut().println(tally.text());
        return 0; // faults are rows: a cluster's scheduler would take another code for a job to be tried again
    }
}
