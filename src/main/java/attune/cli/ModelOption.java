package attune.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The model that a command works with. */
final class ModelOption {
    @Option(
            names = {"-m", "--model"},
            order = 1,
            required = true,
            converter = ModelPath.class,
            paramLabel = ModelPath.LABEL,
            description = "A bundle, a finished run's folder, or the name of a shipped model. Default:"
                    + " ATTUNE_MODEL from the environment.")
    private Path path;

    Path path() {
        return path;
    }
}
