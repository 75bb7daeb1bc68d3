package attune.cli;

import attune.jobs.ImageEvaluate;
import attune.results.ClassificationResult;
import attune.seed.RunSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune image evaluate}. */
@Command(
        name = "evaluate",
        description = "Measures accuracy on held-out pictures, with intervals, and which classes are confused.")
final class ImageEvaluateCommand extends ReportCommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            converter = ModelPath.class,
            paramLabel = ModelPath.LABEL,
            description = "A bundle, a finished run's folder, or the name of a shipped model;"
                    + " repeat to compare others with the first.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--test",
            required = true,
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Held-out pictures, in a folder for each class.")
    private List<Path> tests = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed of the intervals. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private DeviceOption device;

    @Override
    int execute() throws IOException {
        device.choose();
        List<ClassificationResult> results;
        try (ShownProgress progress = progress()) {
            results = new ImageEvaluate(models, tests, new RunSeed(seed))
                    .run(progress).stream().map(ImageEvaluate.Row::summary).toList();
        }
        if (asJson()) {
            printPrettyJson(results);
        } else {
            results.forEach(result -> out().print(ClassificationText.of(result)));
            out().print(ClassificationText.differences(results));
        }
        return exitCode(results.get(0).unreadable(), "picture", "could not be read");
    }
}
