package attune.cli;

import attune.fault.UserFault;
import attune.results.LearningCurveResult;
import attune.runs.AdaptationRequest;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.language.LanguageTexts;
import attune.sweeps.LearningCurve;
import attune.sweeps.Sweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
            "      --try output --try new,insert=bilstm:128,keep-until=lstm2 --try all --try scratch,epochs=80",
            "",
            "How much speech is enough?",
            "  attune sweep -m models/source-en/source-en.attune --train train.jsonl --dev dev.jsonl --test test.jsonl \\",
            "      --try all --minutes 1,3,10 -o runs/curve"
        })
final class SweepCommand extends ReportCommand {
    @Mixin
    private OperationOptions operation;

    @Mixin
    private TryOptions tries;

    @Option(
            names = "--minutes",
            split = ",",
            paramLabel = "N",
            description =
                    "A learning curve: sweep on the first N minutes of the training clips, for each N. Clips come in"
                            + " the order of the SHA-256 of their paths in the manifest, so smaller parts lie in larger ones. Dev"
                            + " and test stay the same.")
    private List<Double> minutes = new ArrayList<>();

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
        AdaptationRequest common =
                training.request(operation.model(), tries.test(), operation.common(), trunk.caching(), commandLine());
        Sweep.Request request = tries.sweep(common, training.seed());
        if (!minutes.isEmpty() && tries.folds().isPresent()) {
            throw new UserFault("--minutes", "contradicts --folds", "leave one of them out");
        }
        if (minutes.isEmpty()) {
            SweepRun.run(domain, request, tries.folds(), training.ifPresent(), this);
        } else {
            LearningCurveResult curve;
            try (TerminalProgress progress = progress()) {
                curve = new LearningCurve<>(domain, request, minutes).run(training.ifPresent(), progress);
            }
            LearningCurveText.print(curve, this);
        }
        return ExitCodes.DONE;
    }
}
