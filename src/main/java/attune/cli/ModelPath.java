package attune.cli;

import attune.fault.NearestNames;
import attune.jobs.Pretrain;
import attune.runs.Adaptation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Finds the bundle that a name means: a file or folder by its path, the model of a run by the run's folder, or a model
 * that comes with the program by its name, such as {@code source-en}.
 */
public final class ModelPath implements ITypeConverter<Path> {
    /** The label of options that take a model. */
    static final String LABEL = "MODEL";

    /** What {@code adapt}, sweeps and {@code pretrain} call their models. */
    static final List<String> MODELS_OF_RUNS = List.of(Adaptation.BUNDLE, Pretrain.BUNDLE);

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
        return shipped(name.replaceFirst(ENDING + "$", "")).orElse(path);
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

    /** A model that comes with the program; for any other name it is told which there are, for a slip the nearest. */
    private static Optional<Path> shipped(String name) {
        String home = System.getProperty(HOME);
        if (home == null) {
            return Optional.empty();
        }
        Path models = Path.of(home, "models");
        Path model = models.resolve(name).resolve(name + ENDING);
        if (Files.exists(model)) {
            return Optional.of(model);
        }
        List<String> names = names(models);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        throw new TypeConversionException("'" + name + "' is neither a file nor a shipped model; "
                + NearestNames.slipOf(name, names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("shipped are " + String.join(", ", names)));
    }

    private static List<String> names(Path models) {
        try (Stream<Path> folders = Files.list(models)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.exists(models.resolve(name).resolve(name + ENDING)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // no models are shipped here
        }
    }
}
