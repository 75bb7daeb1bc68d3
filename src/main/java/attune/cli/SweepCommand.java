package attune.cli;

import attune.fault.UserFault;
import attune.jobs.LanguageTexts;
import attune.jobs.Operation;
import attune.jobs.Sweep;
import attune.jobs.SweepResult;
import attune.jobs.Try;
import java.io.IOException;
import java.nio.file.Path;
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
            "      --try output --try new,insert=bilstm:128,keep-until=lstm2 --try all --try scratch,epochs=80"
        })
final class SweepCommand extends ReportCommand {
    @Mixin
    private OperationOptions operation;

    @Option(
            names = "--try",
            paramLabel = "WHICH[,NAME=VALUE…]",
            description =
                    "What to try, once for each: which layers learn, as for attune adapt, or scratch, the"
                            + " same network from random weights. After commas, what differs from the other tries: insert,"
                            + " keep-until, or a training setting. --insert and --keep-until are for new alone. Default: output, last:2, two-stage, all, scratch, and new with --insert.")
    private List<String> tries = new ArrayList<>();

    @Option(
            names = "--try-plan",
            paramLabel = "PLAN.JSON",
            description = "Also try what an earlier run did to its network.")
    private List<Path> plans = new ArrayList<>();

    @Mixin
    private TrainingOptions training;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description =
                    "Run each try with each of these seeds, and judge it by all its runs. Default: that of --seed.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--test",
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Held-out speech to score each try on as well; the choice is made on dev alone.")
    private List<Path> test = new ArrayList<>();

    @Option(
            names = "--no-lm",
            description = "Leave the source model's language model behind. It takes no part in the ranking either way.")
    private boolean withoutLanguage;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private KernelOption kernel;

    @Option(names = "--no-trunk-cache", description = "As in attune adapt.")
    private boolean noTrunkCache;

    @Override
    int execute() throws IOException {
        kernel.choose();
        Sweep.Request request = new Sweep.Request(
                operation.model(),
                training.train(),
                training.dev(),
                test,
                training.out(),
                tries(),
                seeds.isEmpty() ? List.of(training.seed()) : seeds,
                training::over,
                !noTrunkCache,
                withoutLanguage ? LanguageTexts.NONE : LanguageTexts.OF_SOURCE,
                commandLine());
        SweepResult result;
        try (TerminalProgress progress = progress()) {
            result = new Sweep(request, cache.features()).run(training.ifPresent(), progress);
        }
        if (asJson()) {
            printPrettyJson(result);
        } else {
            out().print(SweepText.of(result));
        }
        return ExitCodes.DONE;
    }

    private List<Try> tries() throws IOException {
        Operation common = operation.common();
        if (common.cut().inserts().isEmpty() && common.cut().keepUntil().isPresent()) {
            throw new UserFault(
                    "--keep-until",
                    "is for --try new, which needs --insert",
                    "give --insert, or write --try all,keep-until=LAYER");
        }
        List<Try> all = new ArrayList<>();
        tries.forEach(text -> all.add(Try.parse(text, common)));
        for (Path plan : plans) {
            all.add(Try.of(plan, common));
        }
        return all.isEmpty() ? Try.usual(common) : all;
    }
}
