package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.corpus.ThreeSets;
import attune.jobs.CorpusSplit;
import attune.results.CorpusSplitResult;
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

/** {@code attune corpus split}. */
@Command(
        name = "split",
        description =
                "Divides a corpus into train, dev and test. Speakers stay in one set, where the manifest names them"
                        + " (speaker, speaker_id, client_id), and so do texts that are the same or differ in one word.",
        footer = {"", "Example:", "  attune corpus split clips.jsonl -o corpus/"})
final class CorpusSplitCommand extends ReportCommand {
    @Parameters(arity = "1..*", paramLabel = "MANIFEST", description = "The corpus, in any format.")
    private List<Path> manifests = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "Folder for train.jsonl, dev.jsonl and test.jsonl; no audio is copied.")
    private Path out = Path.of("");

    @Option(
            names = "--dev",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "At most this share of the clips for dev. Default: ${DEFAULT-VALUE}.")
    private double dev;

    @Option(
            names = "--test",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "At most this share of the clips for test. Default: ${DEFAULT-VALUE}.")
    private double test;

    @Option(names = "--divide-speakers", description = "Let clips of one speaker be in several sets.")
    private boolean divideSpeakers;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Draws other clips. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ColumnOptions columns;

    @Override
    int execute() throws IOException {
        ThreeSets.Shares shares = new ThreeSets.Shares(dev, test, !divideSpeakers);
        CorpusSplitResult split;
        try (ShownProgress progress = progress()) {
            split = new CorpusSplit(new CorpusSplit.Request(manifests, out, shares, seed, columns.columns()))
                    .run(progress);
        }
        if (asJson()) {
            printPrettyJson(split);
        } else {
            out().print(text(split));
        }
        return ExitCodes.DONE;
    }

    /** The report for a person. */
    static String text(CorpusSplitResult split) {
        TextTable table = new TextTable(
                left("set"),
                right("clips"),
                right("minutes"),
                right("speakers"),
                right("words"),
                right("not in train"));
        for (CorpusSplitResult.OfSet set : split.sets()) {
            table.add(
                    set.name(),
                    String.valueOf(set.clips()),
                    String.format(Locale.ROOT, "%.1f", set.minutes()),
                    set.speakers() == 0 ? "-" : String.valueOf(set.speakers()),
                    String.valueOf(set.words()),
                    set.words() == 0 ? "-" : Percent.of((double) set.newWords() / set.words()));
        }
        return table.text();
    }
}
