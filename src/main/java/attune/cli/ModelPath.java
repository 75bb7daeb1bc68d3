package attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Finds the bundle that a name means: a file or folder by its path, the model of a run by the run's folder, or a model
 * that comes with the program by its name, such as {@code source-en}.
 */
final class ModelPath implements ITypeConverter<Path> {
    /** The label of options that take a model. */
    static final String LABEL = "MODEL";

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
        return shipped(Optional.ofNullable(System.getProperty(HOME)).map(Path::of), name)
                .orElse(path);
    }

    /** The one model of a finished run. */
    private static Optional<Path> ofRun(Path folder) {
        if (!Files.exists(folder.resolve("plan.json"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .reduce((one, other) -> one)
                    .or(() -> {
                        throw new TypeConversionException("the run in '" + folder
                                + "' is not finished; go on with --resume, or make a model of its best epoch with"
                                + " --resume --finish");
                    });
        } catch (IOException e) {
            throw new TypeConversionException(Faults.describe(e));
        }
    }

    private static Optional<Path> shipped(Optional<@Nullable Path> home, String name) {
        return home.map(folder -> folder.resolve("models").resolve(name).resolve(name + ENDING))
                .filter(Files::exists);
    }
}
