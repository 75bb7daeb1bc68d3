package attune.spark;

import attune.cli.ExitCodes;
import attune.cli.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attune-spark corpus clean}. */
@Command(
        name = "clean",
        sortOptions = false,
        description =
                "Writes what can be learnt from of a corpus of any size, the clean.jsonl of corpus check: without clips"
                        + " whose sound or text is of no use, that are given twice or with two texts, or that are also"
                        + " held out. Does not look for clips that are only doubtful. Manifests are JSON lines, under"
                        + " paths by which driver and executors reach the same.",
        footer = {
            "",
            "Exit code: 1 if clips have to be left out.",
            "",
            "Example:",
            "  spark-submit attune-spark.jar corpus clean -m /shared/source-en.attune \\",
            "      /shared/train.jsonl --held-out /shared/test.jsonl -o /shared/clean"
        })
final class CorpusCleanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            order = 1,
            required = true,
            converter = ModelPath.class,
            paramLabel = "MODEL",
            description = "The model that is to learn from the corpus: a bundle.")
    private Path model;

    @Parameters(arity = "1..*", paramLabel = "MANIFEST", description = "The corpus.")
    private List<Path> manifests = new ArrayList<>();

    @Option(
            names = "--held-out",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Dev and test clips: none of them may be in the corpus.")
    private List<Path> heldOut = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description =
                    "Folder for clean.jsonl, for rejected.jsonl with reasons, and for clips, a table in Parquet with"
                            + " a row for each clip.")
    private Path out;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts upon it
    private HelpOptions help;

    @Override
    public Integer call() throws IOException {
        SparkConf settings = Settings.of(new SparkConf(), Load.LISTENING);
        CleanCorpus.Request request = new CleanCorpus.Request(
                model.toAbsolutePath(), absolute(manifests), absolute(heldOut), out.toAbsolutePath());
        CleanReport report = new CleanCorpus(request).run(settings);
        spec.commandLine().getOut().print(report.text());
        return report.isClean() ? ExitCodes.DONE : ExitCodes.WITH_REJECTS;
    }

    /** Otherwise as they were typed: messages and reasons name them. */
    private static List<Path> absolute(List<Path> paths) {
        return paths.stream().map(Path::toAbsolutePath).toList();
    }
}
