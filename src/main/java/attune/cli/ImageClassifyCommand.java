package attune.cli;

import attune.fault.UserFault;
import attune.jobs.ImageClassify;
import attune.results.PictureClasses;
import attune.vision.ImageClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune image classify}. */
@Command(
        name = "classify",
        description = "Says which class each picture is of.",
        footer = {"", "Example:", "  attune image classify -m runs/horses pictures/ --top 3"})
final class ImageClassifyCommand extends ReportCommand {
    @Mixin
    private ModelOption model;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "1",
            description = "Show the N most probable classes of each picture. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Mixin
    private DeviceOption device;

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "Pictures, or folders of them.")
    private List<Path> inputs = new ArrayList<>();

    @Override
    int execute() throws IOException {
        if (top < 1) {
            throw new UserFault("--top", "must be 1 or more, not '" + top + "'", "leave it out for 1");
        }
        device.choose();
        List<PictureClasses> answers = new ArrayList<>();
        int rejected;
        try (ShownProgress progress = progress()) {
            rejected = new ImageClassify(model.path(), inputs).run(progress, (labels, seen) -> {
                progress.hide();
                if (asJson()) {
                    answers.add(answer(labels, seen));
                } else {
                    out().println(line(answer(labels, seen)));
                    StandardOutput.flush(out());
                }
            });
        }
        if (asJson()) {
            printPrettyJson(answers);
        }
        return exitCode(rejected, "picture", "could not be read");
    }

    private PictureClasses answer(List<String> labels, ImageClassifier.Seen seen) {
        List<PictureClasses.Guess> guesses = seen.ranking().stream()
                .limit(top)
                .map(label -> new PictureClasses.Guess(
                        labels.get(label), seen.probabilities().get(label)))
                .toList();
        return new PictureClasses(seen.file().toString(), guesses);
    }

    private static String line(PictureClasses answer) {
        StringBuilder line = new StringBuilder(answer.picture());
        for (PictureClasses.Guess guess : answer.classes()) {
            line.append(String.format(Locale.ROOT, "\t%s\t%.4f", guess.label(), guess.probability()));
        }
        return line.toString();
    }
}
