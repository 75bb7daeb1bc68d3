package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.jobs.LmTune;
import attune.results.TuningResult;
import attune.speech.language.Trial;
import attune.speech.language.TunedLanguage;
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

/** {@code attune lm tune}. */
@Command(
        name = "tune",
        description =
                "Finds a language model's weight, its word bonus and the blank's penalty on dev clips; --out puts all of it"
                        + " into a bundle.",
        footer = {"", "Example:", "  attune lm tune -m runs/ivr --lm domain.lm --dev dev.jsonl -o tuned.attune"})
final class LmTuneCommand extends ReportCommand {
    @Mixin
    private ModelOption model;

    @Option(
            names = "--lm",
            paramLabel = "FILE",
            description = "The language model (*.lm or ARPA). Default: the bundle's.")
    private @Nullable Path languageModel;

    @Option(
            names = "--dev",
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Clips with transcripts that neither model was trained on.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "BUNDLE",
            description = "Write the speech model with the language model and its settings: a new file, or the model's"
                    + " own.")
    private @Nullable Path out;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private ComputingOptions computing;

    @Override
    int execute() throws IOException {
        computing.choose();
        LmTune.Request request = new LmTune.Request(
                model.path(), Optional.ofNullable(languageModel), dev, Optional.ofNullable(out), commandLine());
        TunedLanguage tuned;
        try (ShownProgress progress = progress()) {
            tuned = new LmTune(request, cache.features()).run(progress);
        }
        if (asJson()) {
            printPrettyJson(TuningResult.of(tuned));
        } else {
            out().print(text(tuned));
        }
        if (out != null) {
            tell(out + ": written");
        }
        return ExitCodes.DONE;
    }

    /** The report for a person. */
    static String text(TunedLanguage tuned) {
        TextTable table = new TextTable(left("on dev"), right("WER"), right("CER"));
        table.add(cells("greedy, no language model", tuned.greedy()));
        table.add(cells("with the language model", tuned.best()));
        return table.text()
                + String.format(
                        Locale.ROOT,
                        "weight %.3f, word bonus %.2f, blank -%.1f: the best of %d settings (--format json lists them, with beam"
                                + " widths and calibration)%n",
                        tuned.best().settings().weight(),
                        tuned.best().settings().wordBonus(),
                        tuned.best().settings().blankPenalty(),
                        tuned.trials().size());
    }

    private static List<String> cells(String decoding, Trial trial) {
        return List.of(decoding, Percent.of(trial.wordErrorRate()), Percent.of(trial.characterErrorRate()));
    }
}
