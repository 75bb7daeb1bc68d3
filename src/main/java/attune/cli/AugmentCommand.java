package attune.cli;

import attune.audio.augment.Recipe;
import attune.jobs.Augment;
import attune.runs.IfPresent;
import attune.speech.adaptation.Augmentations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attune augment}. */
@Command(
        name = "augment",
        description = "Writes clips altered as in training, to listen to or to train with other programs.",
        footer = {
            "",
            "Example:",
            "  attune augment --train train.jsonl --copies 3 -o altered \\",
            "      --augment speed,noise,room,telephone"
        })
final class AugmentCommand extends SubCommand {
    @Option(
            names = "--train",
            required = true,
            arity = "1..*",
            paramLabel = "MANIFEST",
            description = "Clips to alter.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "Folder for 16 kHz WAV files and manifest.jsonl.")
    private Path out;

    @Option(
            names = "--augment",
            paramLabel = "WHAT",
            defaultValue = "full",
            description = "light, full, or a comma-separated list of speed, tempo, equaliser, room, noise, gain,"
                    + " clipping, telephone and codec. Default: ${DEFAULT-VALUE}.")
    private String augment;

    @Option(
            names = "--noise",
            paramLabel = "FOLDER",
            description =
                    "Audio files with the noise that --augment adds. Default: synthetic white, pink and brown noise.")
    private Optional<Path> noise = Optional.empty();

    @Option(
            names = "--copies",
            paramLabel = "N",
            defaultValue = "1",
            description = "Copies of each clip. Default: ${DEFAULT-VALUE}.")
    private int copies;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--overwrite", description = "Delete what is in the folder first.")
    private boolean overwrite;

    @Override
    int execute() throws IOException {
        Recipe recipe = Augmentations.of(Optional.of(augment), noise).sound();
        Augment.Request request = new Augment.Request(train, out, recipe, copies, seed);
        try (ShownProgress progress = progress()) {
            Path manifest = new Augment(request).run(overwrite ? IfPresent.OVERWRITE : IfPresent.REFUSE, progress);
            progress.close();
            out().println(manifest);
        }
        return ExitCodes.DONE;
    }
}
