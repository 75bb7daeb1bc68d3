package attune.cli;

import attune.exchange.Exchange;
import attune.fault.UserFault;
import attune.jobs.Evaluate;
import attune.jobs.Evaluated;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.IfPresent;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.adaptation.SpeechChoices;
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
        description =
                "Adapts a speech model to your domain: puts a new output on it, and trains it on your recordings.",
        footer = {
            "",
            "Examples:",
            "  attune adapt -m source-en --train train.jsonl -o runs/ivr",
            "  attune adapt -m source-en --train train.jsonl --lm prompts.txt -o runs/ivr",
            "  attune adapt -m source-en --train train.jsonl --untranscribed calls/ \\",
            "      -o runs/ivr",
            "  attune adapt -m source-en --train train.jsonl --keep-until lstm2 \\",
            "      --insert bilstm:128 --train-layers new -o runs/new-layer"
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
    private UntranscribedOptions untranscribed;

    @Mixin
    private LanguageOption spoken;

    @Mixin
    private RunsOption runs;

    @Mixin
    private KeepCloseOption keepClose;

    @Mixin
    private BlendOption blend;

    @Mixin
    private ReplayOptions replay;

    @Mixin
    private RanksOptions ranks;

    @Mixin
    private FinishOption finish;

    @Mixin
    private SkipBadOption skip;

    @Mixin
    private GateOption gate;

    @Mixin
    private CacheOptions cache;

    @Option(
            names = "--test",
            order = 4,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Held-out speech to compare source and adapted model on at the end.")
    private List<Path> test = new ArrayList<>();

    @Option(
            names = "--lm",
            order = 8,
            arity = "1..*",
            paramLabel = "TEXT[:WEIGHT]",
            description =
                    "Texts or manifests of your domain: builds a language model of them, the training transcripts and"
                            + " the source's language model, tunes it on dev and puts it into the adapted model. Without"
                            + " weights dev weighs the parts; their sentences that are in dev or test are left out. Or a finished"
                            + " *.lm or ARPA file. Default: the training transcripts and the source's language model, if it"
                            + " has one.")
    private List<String> languageTexts = new ArrayList<>();

    @Expert(Topic.LANGUAGE_MODEL)
    @Option(names = "--no-lm-transcripts", description = "Keep the training transcripts out of the language model.")
    private boolean withoutTranscripts;

    @Expert(Topic.LANGUAGE_MODEL)
    @Option(names = "--no-lm", description = "Drop the source's language model.")
    private boolean withoutLanguage;

    @Mixin
    private ComputingOptions computing;

    @Mixin
    private TrunkCacheOption trunk;

    @Override
    int execute() throws IOException {
        computing.choose();
        AdaptationRequest asked = training.request(
                operation.model(), test, operation.operation(trainLayers.which()), trunk.caching(), commandLine());
        AdaptationRequest alone = replay.over(blend.over(keepClose.over(runs.over(asked))));
        AdaptationRequest request = alone.with(ranks.over(alone.training()));
        SpeechChoices choices = operation.choices(drop.layers(), training.noise(), language());
        SpeechDomain domain =
                skip.domain(spoken.normalizer().map(choices::withNormalizer).orElse(choices), cache.features());
        IfPresent ifPresent = finish.over(training.ifPresent());
        ranks.exclude("--finish", ifPresent == IfPresent.FINISH);
        ranks.exclude("--untranscribed", untranscribed.given());
        try (Exchange exchange = ranks.join(progressOfWaiting());
                ShownProgress progress = progress()) {
            if (!exchange.leads()) {
                new Adaptation<>(domain, request, exchange).follow(progress);
                return ExitCodes.DONE;
            }
            Adaptation.Result result = untranscribed.adapt(domain, request, exchange, ifPresent, progress);
            progress.close();
            result.notes().forEach(this::tell);
            out().printf("%s%n", result.bundle());
            int exitCode = exitCode(result.rejected(), "could not be learnt from");
            if (!test.isEmpty()) {
                List<Evaluated> rows = new Evaluate(new Evaluate.Request(
                                List.of(operation.model(), result.bundle()),
                                List.of(),
                                test,
                                withoutLanguage ? DecodingOptions.GREEDY : DecodingOptions.USUAL, // the same for both
                                new RunSeed(training.seed()),
                                false,
                                skip.skip()))
                        .run(progress);
                progress.close();
                out().print(EvaluationText.of(
                        rows.stream().map(Evaluated::summary).toList()));
                int leftOut = rows.get(0).leftOut().size();
                exitCode = Math.max(exitCode, exitCode(leftOut, "could not be used"));
            }
            return gate.over(exitCode, result, this);
        }
    }

    private LanguageTexts language() {
        if (withoutLanguage && !languageTexts.isEmpty()) {
            throw new UserFault("--no-lm", "contradicts --lm", "leave one of them out");
        }
        if (withoutLanguage && withoutTranscripts) {
            throw new UserFault("--no-lm-transcripts", "has no effect with --no-lm", "leave one of them out");
        }
        LanguageTexts made = withoutLanguage ? LanguageTexts.NONE : LanguageTexts.of(languageTexts);
        return withoutTranscripts ? made.withoutTranscripts() : made;
    }
}
