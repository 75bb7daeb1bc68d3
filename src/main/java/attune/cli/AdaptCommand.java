package attune.cli;

import attune.fault.UserFault;
import attune.jobs.Evaluate;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.seed.RunSeed;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.language.LanguageTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune adapt}. */
@Command(
        name = "adapt",
        aliases = "finetune",
        description = "Operates on a source model and trains it on your domain's speech.",
        footer = {
            "",
            "Example:",
            "  attune adapt -m models/source-en/source-en.attune --train train.jsonl --dev dev.jsonl -o runs/ivr"
        })
final class AdaptCommand extends SubCommand {
    @Mixin
    private OperationOptions operation;

    @Mixin
    private DropOption drop;

    @Mixin
    private TrainLayersOption trainLayers;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private CacheOptions cache;

    @Option(
            names = "--test",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Held-out speech to compare source and adapted model on afterwards.")
    private List<Path> test = new ArrayList<>();

    @Option(
            names = "--lm",
            arity = "1..*",
            paramLabel = "TEXT[:WEIGHT]",
            description = "Make a language model of these texts and manifests, the training transcripts and the source"
                    + " model's language model, tune it on dev, and put it into the adapted model, which then uses it."
                    + " Or take a finished *.lm or ARPA file. Without weights the parts are weighed by dev. What is in"
                    + " test or dev is left out. Default: the source model's alone, tuned on dev.")
    private List<String> languageTexts = new ArrayList<>();

    @Option(names = "--no-lm-transcripts", description = "Keep the training transcripts out of the language model.")
    private boolean withoutTranscripts;

    @Option(names = "--no-lm", description = "Leave the source model's language model behind.")
    private boolean withoutLanguage;

    @Mixin
    private KernelOption kernel;

    @Mixin
    private TrunkCacheOption trunk;

    @Override
    int execute() throws IOException {
        kernel.choose();
        AdaptationRequest request = training.request(
                operation.model(), test, operation.operation(trainLayers.which()), trunk.caching(), commandLine());
        SpeechDomain domain =
                new SpeechDomain(operation.choices(drop.layers(), training.noise(), language()), cache.features());
        try (TerminalProgress progress = progress()) {
            Adaptation.Result result = new Adaptation<>(domain, request).run(training.ifPresent(), progress);
            progress.close();
            out().printf("%s%n", result.bundle());
            result.notes().forEach(this::tell);
            if (!test.isEmpty()) {
                List<Evaluate.Row> rows = new Evaluate(
                                List.of(operation.model(), result.bundle()), test, new RunSeed(training.seed()))
                        .run(progress);
                progress.close();
                out().print(EvaluationText.of(
                        rows.stream().map(Evaluate.Row::summary).toList()));
            }
        }
        return ExitCodes.DONE;
    }

    private LanguageTexts language() {
        if (withoutLanguage && !languageTexts.isEmpty()) {
            throw new UserFault("--no-lm", "contradicts --lm", "leave one of them out");
        }
        if (withoutTranscripts && languageTexts.isEmpty()) {
            throw new UserFault("--no-lm-transcripts", "has no use without --lm", "give --lm TEXT, or leave it out");
        }
        LanguageTexts made = withoutLanguage ? LanguageTexts.NONE : LanguageTexts.of(languageTexts);
        return withoutTranscripts ? made.withoutTranscripts() : made;
    }
}
