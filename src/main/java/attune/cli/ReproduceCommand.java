package attune.cli;

import attune.evaluation.JointComparison;
import attune.jobs.Reproduce;
import attune.runs.Reproduction;
import attune.speech.adaptation.SpeechChoices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune reproduce}. */
@Command(
        name = "reproduce",
        description =
                "Trains a finished run of adapt or image adapt again, by its plan.json, and compares the two models: bit"
                        + " for bit on the same kind of machine, elsewhere by their errors on the run's dev data. Says what"
                        + " has changed since: clips, model, kernel, threads, processor, version.",
        footer = {
            "",
            "Ends with exit code 1 if the run could not be reproduced.",
            "",
            "Example:",
            "  attune reproduce runs/ivr -o runs/ivr-again"
        })
final class ReproduceCommand extends SubCommand {
    @Parameters(paramLabel = "RUN", description = "Folder of the finished run.")
    private Path run;

    @Option(
            names = {"-o", "--out"},
            order = 1,
            required = true,
            paramLabel = "FOLDER",
            description = "Folder of the new run.")
    private Path out;

    @Option(
            names = {"-m", "--model"},
            order = 2,
            converter = ModelPath.class,
            paramLabel = ModelPath.LABEL,
            description = "The source model, if it is no longer where the plan says.")
    private @Nullable Path model;

    @Option(
            names = "--train",
            order = 3,
            arity = "1..*",
            paramLabel = "PATH",
            description = "The training data, if it is no longer where the plan says.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = "--dev",
            order = 4,
            arity = "1..*",
            paramLabel = "PATH",
            description = "The dev data, if it is no longer where the plan says.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = "--replay",
            order = 5,
            arity = "1..*",
            paramLabel = "PATH",
            description = "The replayed data, if it is no longer where the plan says.")
    private List<Path> replay = new ArrayList<>();

    @Mixin
    private SkipBadOption skip;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private ComputingOptions computing;

    @Mixin
    private IfPresentOptions ifPresent;

    @Override
    int execute() throws IOException {
        computing.choose();
        Reproduction.Request request =
                new Reproduction.Request(Optional.ofNullable(model), train, dev, replay, out, commandLine());
        Reproduction.Result result;
        try (ShownProgress progress = progress()) {
            result = new Reproduce(run, skip.domain(SpeechChoices.USUAL, cache.features()), request)
                    .run(ifPresent.chosen(), progress);
        }
        out().println(text(result));
        return result.reproduced() ? ExitCodes.DONE : ExitCodes.WITH_REJECTS;
    }

    /** The result in one line. */
    static String text(Reproduction.Result result) {
        if (result.different().isEmpty()) {
            return result.bundle() + ": the same model, bit for bit";
        }
        String bits = String.join(", ", result.different())
                + (result.different().size() == 1 ? " differs" : " differ")
                + (result.changes().isEmpty() ? ", although nothing has changed" : "");
        return result.bundle() + ": " + bits
                + result.compared().map(ReproduceCommand::text).orElse("; the models cannot be compared on dev");
    }

    private static String text(JointComparison compared) {
        String is = switch (compared.verdict()) {
            case BETTER -> "significantly fewer errors";
            case UNDECIDED -> "no significant difference";
            case WORSE -> "significantly more errors";
        };
        return "; on dev " + is + ": " + compared.text();
    }
}
