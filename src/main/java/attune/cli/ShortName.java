package attune.cli;

import java.nio.file.Path;
import java.util.List;

/** A model's name in a table beside others. */
final class ShortName {
    private ShortName() {}

    /** The end of its path that tells it from the others: the file's name or, as with two runs, a folder as well. */
    static String of(Path model, List<Path> shown) {
        int count = model.getNameCount();
        for (int names = 1; names < count; names++) {
            Path end = model.subpath(count - names, count);
            if (shown.stream().allMatch(other -> other.equals(model) || !other.endsWith(end))) {
                return end.toString();
            }
        }
        return model.toString();
    }
}
