package attune.cli;

import attune.evaluation.JointComparison.Rate;
import attune.jobs.AddProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune probe}. */
@Command(
        name = "probe",
        description =
                "Puts a probe of a model's own domain into its bundle: features, not sound, and texts of a few clips. Models"
                        + " adapted from it keep the probe; adapt and evaluate show by it what they have forgotten.",
        footer = {
            "",
            "Whoever gets the bundle, or a model adapted from it, can read the texts and,",
            "roughly, make the speech audible again: take clips that may be passed on.",
            "",
            "Example:",
            "  attune probe -m runs/pretrained --dev dev.jsonl -o source.attune"
        })
final class ProbeCommand extends SubCommand {
    @Mixin
    private ModelOption model;

    @Option(
            names = "--dev",
            order = 2,
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Clips of the model's own domain that it was not trained on.")
    private List<Path> dev = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            order = 3,
            required = true,
            paramLabel = "BUNDLE",
            description = "Write the model with the probe: a new file, or the model's own.")
    private Path out;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "45",
            description = "At most N seconds of speech, drawn from --dev. Default: ${DEFAULT-VALUE}, some 200 kB.")
    private double seconds;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private ComputingOptions computing;

    @Override
    int execute() throws IOException {
        computing.choose();
        AddProbe.Request request = new AddProbe.Request(model.path(), dev, seconds, out, commandLine());
        AddProbe.Result result;
        try (ShownProgress progress = progress()) {
            result = new AddProbe(request, cache.features()).run(progress);
        }
        out().printf("%s: %s%n", out, text(result));
        return ExitCodes.DONE;
    }

    private static String text(AddProbe.Result result) {
        String rates = result.errors().rates().stream()
                .map((Rate rate) -> rate.name() + " " + Percent.of(rate.baseline()))
                .collect(Collectors.joining(", "));
        return "a probe of " + result.probe().clips().size() + " clips, "
                + result.probe().words() + " words: " + rates + " (greedy)";
    }
}
