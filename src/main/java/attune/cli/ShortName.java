package attune.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The name of a model among others. */
final class ShortName {
    private ShortName() {}

    /** The name of its file or, if another has the same, as with two runs, the whole path. */
    static String of(Path model, List<Path> shown) {
        long alike = shown.stream()
                .filter(path -> Objects.equals(path.getFileName(), model.getFileName()))
                .count();
        return alike > 1 ? model.toString() : String.valueOf(model.getFileName());
    }
}
