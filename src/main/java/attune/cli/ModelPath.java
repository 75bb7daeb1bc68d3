package attune.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Finds the bundle that a name means: a file or folder by its path, the model of a run by the run's folder, or a model
 * that comes with the program by its name, such as {@code source-en}.
 */
final class ModelPath implements ITypeConverter<Path> {
    /** The label of options that take a model. */
    static final String LABEL = "MODEL";

    /** What {@code adapt}, sweeps and {@code pretrain} call their models. */
    private static final List<String> MODELS_OF_RUNS = List.of("adapted.attune", "model.attune");

    private static final String ENDING = ".attune";

    /** The program's folder, set by the launcher; models known by name are in its {@code models}. */
    private static final String HOME = "attune.home";

    @Override
    public Path convert(String name) {
        Path path = new PathConverter().convert(name);
        if (Files.isDirectory(path) && !Files.exists(path.resolve("model.json"))) {
            return ofRun(path).orElse(path);
        }
        if (Files.exists(path) || path.getNameCount() != 1) {
            return path;
        }
        return shipped(name).orElse(path);
    }

    /** The model of a finished run. */
    private static Optional<Path> ofRun(Path folder) {
        Optional<Path> model = MODELS_OF_RUNS.stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
        if (model.isEmpty() && Files.exists(folder.resolve("checkpoints"))) {
            throw new TypeConversionException(
                    "the run in '" + folder
                            + "' is not finished; go on with --resume, or make a model of its best epoch with --resume --finish");
        }
        return model;
    }

    private static Optional<Path> shipped(String name) {
        String home = System.getProperty(HOME);
        return home == null
                ? Optional.empty()
                : Optional.of(Path.of(home, "models", name, name + ENDING)).filter(Files::exists);
    }
}
