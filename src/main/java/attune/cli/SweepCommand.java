package attune.cli;

import attune.jobs.Sweep;
import attune.results.SweepResult;
import attune.runs.Adaptation;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.language.LanguageTexts;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune sweep}. */
@Command(
        name = "sweep",
        description = "Finds which layers should learn: tries several ways of adapting a model to the same speech,"
                + " compares them on dev, and keeps the cheapest of those that are not significantly worse than the"
                + " best.",
        footer = {
            "",
            "Example:",
            "  attune sweep -m models/source-en/source-en.attune --train train.jsonl --dev dev.jsonl -o runs/sweep \\",
            "      --try output --try new,insert=bilstm:128,keep-until=lstm2 --try all --try scratch,epochs=80"
        })
final class SweepCommand extends ReportCommand {
    @Mixin
    private OperationOptions operation;

    @Mixin
    private TryOptions tries;

    @Mixin
    private TrainingOptions training;

    @Option(
            names = "--no-lm",
            description = "Leave the source model's language model behind. It takes no part in the ranking either way.")
    private boolean withoutLanguage;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private KernelOption kernel;

    @Mixin
    private TrunkCacheOption trunk;

    @Override
    int execute() throws IOException {
        kernel.choose();
        LanguageTexts language = withoutLanguage ? LanguageTexts.NONE : LanguageTexts.OF_SOURCE;
        SpeechDomain domain = new SpeechDomain(operation.choices(0, training.noise(), language), cache.features());
        Adaptation.Request common =
                training.request(operation.model(), tries.test(), operation.common(), trunk.caching(), commandLine());
        try (TerminalProgress progress = progress()) {
            SweepResult result =
                    new Sweep<>(domain, tries.sweep(common, training.seed())).run(training.ifPresent(), progress);
            progress.close();
            SweepText.print(result, this);
        }
        return ExitCodes.DONE;
    }
}
