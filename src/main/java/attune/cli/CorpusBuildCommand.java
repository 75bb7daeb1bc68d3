package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.jobs.CorpusBuild;
import attune.results.CorpusBuildResult;
import attune.table.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune corpus build}. */
@Command(
        name = "build",
        description =
                "Cuts long recordings into clips, each with its part of the recording's text. What the text leaves"
                        + " out and what nobody said is left out.",
        footer = {
            "",
            "Exit code: 1 if recordings cannot be read; the others are used.",
            "",
            "Examples:",
            "  attune corpus build -m source-en talks/ -o clips.jsonl",
            "  attune corpus build -m source-en pieces.csv --start-column from \\",
            "      --end-column to -o clips.jsonl",
            "  attune adapt -m source-en --train clips.jsonl -o runs/talks"
        })
final class CorpusBuildCommand extends ReportCommand implements Sharded {
    @Mixin
    private ModelOption model;

    @Parameters(
            arity = "1..*",
            paramLabel = "RECORDING",
            description = "Audio files or folders of them, each file with its text beside it under the same name (.txt,"
                    + " .srt, .vtt, .TextGrid, .eaf, .ctm; Audacity labels as .txt), or manifests and tables with the"
                    + " texts of recordings or of pieces of them.")
    private List<Path> recordings = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "MANIFEST",
            description = "Where to list the clips (NeMo JSON lines); no audio is copied.")
    private Path out = Path.of("");

    @Option(
            names = "--min-confidence",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "Leave out sentences that fit the sound worse: 0 keeps all that were found, 1 none. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double leastConfidence;

    @Option(
            names = "--untranscribed",
            description = "There are no texts: cut in the pauses and write down what the model hears, least certain"
                    + " first, for you to correct.")
    private boolean untranscribed;

    @Option(
            names = "--tier",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "The tier of TextGrid and ELAN files to read. Default: the one named for sentences, utterances,"
                            + " a transcript, text or words, or else the one with the most letters.")
    private String tier = "";

    @Mixin
    private ColumnOptions columns;

    @Mixin
    private ComputingOptions computing;

    @Mixin
    private ShardOption shards;

    @Override
    public ShardOption shards() {
        return shards;
    }

    @Override
    int execute() throws IOException {
        computing.choose();
        CorpusBuild job = new CorpusBuild(new CorpusBuild.Request(
                model.path(),
                recordings,
                out,
                leastConfidence,
                untranscribed,
                new CorpusBuild.Choices(columns.columns(), tier)));
        return shards.run(this, job::run, job::run, job::join, this::show);
    }

    private int show(CorpusBuildResult built) throws IOException {
        if (asJson()) {
            printPrettyJson(built);
        } else {
            out().print(text(built));
        }
        tell(out + ": written");
        return exitCode(built.unreadable().size(), "recording", "could not be read");
    }

    /** The report for a person. */
    static String text(CorpusBuildResult built) {
        TextTable table = new TextTable(
                left("recording"),
                right("minutes"),
                right("sentences"),
                right("found"),
                right("kept"),
                right("clips"),
                right("minutes"));
        List<Path> names = built.recordings().stream()
                .map(recording -> Path.of(recording.audio()))
                .toList();
        for (CorpusBuildResult.Recording recording : built.recordings()) {
            table.add(List.of(
                    ShortName.of(Path.of(recording.audio()), names),
                    minutes(recording.minutes()),
                    String.valueOf(recording.sentences()),
                    String.valueOf(recording.found()),
                    String.valueOf(recording.kept()),
                    String.valueOf(recording.clips()),
                    minutes(recording.clipMinutes())));
        }
        return table.text();
    }

    private static String minutes(double minutes) {
        return String.format(Locale.ROOT, "%.1f", minutes);
    }
}
