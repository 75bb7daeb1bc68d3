package attune.cli;

import attune.fault.UserFault;
import attune.results.LearningCurveResult;
import attune.runs.AdaptationRequest;
import attune.runs.IfPresent;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.language.LanguageTexts;
import attune.sweeps.LearningCurve;
import attune.sweeps.ShardedSweep;
import attune.sweeps.Sweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune sweep}. */
@Command(
        name = "sweep",
        description = "Finds which layers should learn: adapts a model in several ways, compares them on dev, and keeps"
                + " the cheapest of those that are not significantly worse than the best.",
        footer = {
            "",
            "A sweep that is resumed wants the same options, except --try, --seeds and",
            "--minutes.",
            "",
            "Example:",
            "  attune sweep -m source-en --train train.jsonl --dev dev.jsonl -o runs/sweep \\",
            "      --try output --try new,insert=bilstm:128,keep-until=lstm2 --try all \\",
            "      --try scratch,epochs=80",
            "",
            "How much speech is enough?",
            "  attune sweep -m source-en --train train.jsonl --dev dev.jsonl \\",
            "      --test test.jsonl --try all --minutes 1,3,10 -o runs/curve"
        })
final class SweepCommand extends ReportCommand implements Sharded {
    @Mixin
    private OperationOptions operation;

    @Mixin
    private TryOptions tries;

    @Option(
            names = "--minutes",
            split = ",",
            paramLabel = "N[,N…]",
            description =
                    "Learning curve: sweep on N minutes of the training clips, for each N, with the same dev and test."
                            + " Clips are drawn in the order of the SHA-256 of their paths, so that smaller parts lie in larger"
                            + " ones.")
    private List<Double> minutes = new ArrayList<>();

    @Mixin
    private TrainingOptions training;

    @Expert(Topic.LANGUAGE_MODEL)
    @Option(
            names = "--no-lm",
            description = "Drop the source's language model. The ranking is by greedy decoding in any case.")
    private boolean withoutLanguage;

    @Mixin
    private BlendOption blend;

    @Mixin
    private SkipBadOption skip;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private ComputingOptions computing;

    @Mixin
    private TrunkCacheOption trunk;

    @Mixin
    private ShardOption shards;

    @Override
    public ShardOption shards() {
        return shards;
    }

    /** The runs. */
    @Override
    public OptionalInt items() throws IOException {
        Sweep.Request request = request();
        return OptionalInt.of(request.tries().size() * request.seeds().size());
    }

    private Sweep.Request request() throws IOException {
        AdaptationRequest common = blend.over(
                training.request(operation.model(), tries.test(), operation.common(), trunk.caching(), commandLine()));
        return tries.sweep(common, training.seed());
    }

    @Override
    int execute() throws IOException {
        computing.choose();
        LanguageTexts language = withoutLanguage ? LanguageTexts.NONE : LanguageTexts.USUAL;
        SpeechDomain domain = skip.domain(operation.choices(0, training.noise(), language), cache.features());
        Sweep.Request request = request();
        if (!minutes.isEmpty() && tries.folds().isPresent()) {
            throw new UserFault("--minutes", "contradicts --folds", "leave one of them out");
        }
        shards.exclude("--minutes", !minutes.isEmpty());
        shards.exclude("--folds", tries.folds().isPresent());
        shards.exclude("--overwrite", training.ifPresent() == IfPresent.OVERWRITE);
        if (!minutes.isEmpty()) {
            LearningCurveResult curve;
            try (ShownProgress progress = progress()) {
                curve = new LearningCurve<>(domain, request, minutes).run(training.ifPresent(), progress);
            }
            LearningCurveText.print(curve, this);
            return ExitCodes.DONE;
        }
        if (tries.folds().isPresent()) {
            SweepRun.run(domain, request, tries.folds(), training.ifPresent(), this);
            return ExitCodes.DONE;
        }
        var sweep = new Sweep<>(domain, request);
        var parts = new ShardedSweep<>(sweep);
        return shards.run(
                this, parts::run, progress -> sweep.run(training.ifPresent(), progress), parts::join, ranked -> {
                    SweepText.print(ranked, this);
                    return ExitCodes.DONE;
                });
    }
}
