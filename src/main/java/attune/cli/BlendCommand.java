package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.jobs.Blend;
import attune.results.BlendResult;
import attune.seed.RunSeed;
import attune.table.Column;
import attune.table.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune blend}. */
@Command(
        name = "blend",
        description =
                "Mixes the weights of a source model and of what was adapted from it, and shows the errors of each mixture:"
                        + " an adapted model often gets back much of what it forgot before it loses what it learnt.",
        footer = {
            "",
            "It chooses, of the mixtures not significantly worse on --dev than the best",
            "there, the one with the fewest errors on --source-dev; without --source-dev,",
            "the best on --dev. Layers and labels that only ADAPTED has keep its weights.",
            "",
            "Example:",
            "  attune blend source-en runs/ivr --dev dev.jsonl --source-dev general.jsonl \\",
            "      -o blended.attune"
        })
final class BlendCommand extends ReportCommand {
    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            converter = ModelPath.class,
            description = "The model that was adapted: a bundle, a run's folder or a shipped model's name.")
    private Path source;

    @Parameters(index = "1", paramLabel = "ADAPTED", converter = ModelPath.class, description = "What it became.")
    private Path adapted;

    @Option(
            names = "--dev",
            order = 1,
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Clips of the new domain that were not trained on.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = "--source-dev",
            order = 2,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Clips of the source's own domain that were not trained on.")
    private List<Path> sourceDev = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            order = 3,
            paramLabel = "BUNDLE",
            description = "Write the chosen mixture. Default: write nothing.")
    private @Nullable Path out;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "10",
            description = "Steps from one model to the other. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private ComputingOptions computing;

    @Override
    int execute() throws IOException {
        computing.choose();
        Blend.Request request = new Blend.Request(
                source, adapted, dev, sourceDev, Optional.ofNullable(out), steps, new RunSeed(1), commandLine());
        try (ShownProgress progress = progress()) {
            new Blend(request, cache.features()).run(progress, result -> {
                progress.hide();
                print(result);
            });
        }
        if (out != null) {
            tell(out + ": written; tune its language model by attune lm tune");
        }
        return ExitCodes.DONE;
    }

    private void print(BlendResult result) throws IOException {
        if (asJson()) {
            printPrettyJson(result);
        } else {
            out().print(text(result));
        }
    }

    /** The curve for a person. */
    static String text(BlendResult result) {
        boolean both = result.points().get(0).source() != null;
        List<Column> columns =
                new ArrayList<>(List.of(right("adapted"), right("dev WER"), left("interval"), right("CER")));
        if (both) {
            columns.addAll(List.of(right("source"), left("interval"), right("CER")));
        }
        columns.add(left(""));
        TextTable table = new TextTable(columns);
        for (BlendResult.Point point : result.points()) {
            List<String> cells = new ArrayList<>(List.of(Percent.of(point.weight())));
            cells.addAll(cells(point.target()));
            if (point.source() != null) {
                cells.addAll(cells(point.source()));
            }
            cells.add(mark(point, result));
            table.add(cells);
        }
        String differs = result.kept().isEmpty() && result.blendedLabels() == result.labels()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "only the adapted model has, so that no mixture is the source: %s%d of %d labels%n",
                        result.kept().isEmpty() ? "" : String.join(", ", result.kept()) + "; ",
                        result.labels() - result.blendedLabels(),
                        result.labels());
        return table.text()
                + String.format(
                        Locale.ROOT,
                        "* chosen, ! significantly worse on dev; intervals of 95 %%%s%nchosen: %s of the adapted model: %s%n%s",
                        both ? "; source: WER on the source's domain" : "",
                        Percent.of(result.chosen()),
                        result.rule(),
                        differs);
    }

    private static String mark(BlendResult.Point point, BlendResult result) {
        if (point.weight() == result.chosen()) {
            return "*";
        }
        return point.tied() ? "" : "!";
    }

    private static List<String> cells(BlendResult.OfClips rates) {
        return List.of(
                Percent.of(rates.wer()), Percent.range(rates.werLow(), rates.werHigh()), Percent.of(rates.cer()));
    }
}
