package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.jobs.LmTune;
import attune.results.TuningResult;
import attune.speech.language.LanguageTuner;
import attune.speech.language.LanguageTuner.Trial;
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
                "Finds a language model's weight and word bonus on dev clips, and with --out puts both into a bundle.",
        footer = {"", "Example:", "  attune lm tune -m model.attune --lm domain.lm --dev dev.jsonl -o model.attune"})
final class LmTuneCommand extends ReportCommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The speech model.")
    private Path model = Path.of("");

    @Option(
            names = "--lm",
            paramLabel = "FILE",
            description = "The language model (*.lm or ARPA). Default: the one in the bundle.")
    private @Nullable Path languageModel;

    @Option(
            names = "--dev",
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Clips with transcripts that neither model has learnt from.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "BUNDLE",
            description =
                    "Write the speech model with the language model and these settings in it, to a new file or the model's own.")
    private @Nullable Path out;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private KernelOption kernel;

    @Override
    int execute() throws IOException {
        kernel.choose();
        LmTune.Request request = new LmTune.Request(
                model, Optional.ofNullable(languageModel), dev, Optional.ofNullable(out), commandLine());
        LanguageTuner.Tuned tuned;
        try (TerminalProgress progress = progress()) {
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
    static String text(LanguageTuner.Tuned tuned) {
        TextTable trials = new TextTable(right("weight"), right("bonus"), right("WER"), right("CER"), left(""));
        tuned.trials().forEach(trial -> trials.add(cells(trial, trial.equals(tuned.best()) ? "<- best" : "")));
        StringBuilder text = new StringBuilder(trials.text());
        text.append(String.format(
                Locale.ROOT,
                "without language model and beam: %.1f %%, CER %.1f %%%n",
                100 * tuned.greedy().wordErrorRate(),
                100 * tuned.greedy().characterErrorRate()));
        for (Trial trial : tuned.widths()) {
            text.append(String.format(
                    Locale.ROOT, "width %4d: %.1f %%%n", trial.settings().width(), 100 * trial.wordErrorRate()));
        }
        return text.append(String.format(Locale.ROOT, "mean over widths: %.1f %%%n", 100 * tuned.meanOverWidths()))
                .append(error("", tuned.beamError()))
                .append(error(" without beam", tuned.greedyError()))
                .toString();
    }

    private static List<String> cells(Trial trial, String mark) {
        return List.of(
                String.format(Locale.ROOT, "%.3f", trial.settings().weight()),
                String.format(Locale.ROOT, "%.2f", trial.settings().wordBonus()),
                Percent.of(trial.wordErrorRate()),
                Percent.of(trial.characterErrorRate()),
                mark);
    }

    private static String error(String which, LanguageTuner.CalibrationError error) {
        return String.format(
                Locale.ROOT,
                "expected calibration error of word confidences%s: %.3f raw, %.3f calibrated (two-fold)%n",
                which,
                error.before(),
                error.after());
    }
}
