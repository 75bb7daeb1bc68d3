package attune.cli;

import attune.jobs.CorpusStats;
import attune.results.CorpusStatsResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code attune corpus stats}. */
@Command(
        name = "stats",
        description =
                "Says what is in a corpus: hours, speakers, lengths of clips, rates of speech, words and letters. Of"
                        + " several manifests, \"new\" is the share of words that the first lacks; \"once\" is the share of"
                        + " the vocabulary that occurs once.",
        footer = {
            "",
            "Examples:",
            "  attune corpus stats train.jsonl dev.jsonl test.jsonl",
            "  attune corpus stats data/train --format json"
        })
final class CorpusStatsCommand extends ReportCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "MANIFEST",
            description =
                    "A corpus or its sets, in any format. Files whose length a manifest does not give are measured.")
    private List<Path> manifests = new ArrayList<>();

    @Mixin
    private ColumnOptions columns;

    @Override
    int execute() throws IOException {
        CorpusStatsResult stats;
        try (ShownProgress progress = progress()) {
            stats = new CorpusStats(new CorpusStats.Request(manifests, columns.columns())).run(progress);
        }
        if (asJson()) {
            printPrettyJson(stats);
        } else {
            out().print(CorpusStatsText.of(stats));
        }
        return ExitCodes.DONE;
    }
}
