package attune.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** Every reader of files that people may get from others. */
final class FuzzedReaders {
    private FuzzedReaders() {}

    static List<FuzzedReader> all() {
        return Stream.of(SoundsAndPictures.readers(), Texts.readers(), Models.readers(), OwnFiles.readers())
                .flatMap(List::stream)
                .toList();
    }

    static FuzzedReader named(String name) {
        return all().stream()
                .filter(reader -> reader.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reader is called " + name));
    }
}
