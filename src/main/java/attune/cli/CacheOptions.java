package attune.cli;

import attune.speech.store.FeatureCache;
import attune.speech.store.FeatureStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where features are kept from run to run. */
final class CacheOptions {
    private static final Path OFF = Path.of("off");

    @Expert(Topic.COMPUTING)
    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description =
                    "Folder that keeps features for the next run (at most 20 GiB and half of the free disk), or off."
                            + " Default: ATTUNE_CACHE from the environment, else ~/.cache/attune.")
    private @Nullable Path cache;

    boolean isGiven() {
        return cache != null;
    }

    /** Where features are kept, for a person. */
    String description() {
        return folder(Optional.ofNullable(cache), System.getenv(), System.getProperty("user.home"))
                .map(Path::toString)
                .orElse("off");
    }

    /** Where the features of a run are kept. */
    FeatureStore features() {
        return folder(Optional.ofNullable(cache), System.getenv(), System.getProperty("user.home"))
                .map(folder -> new FeatureStore(new FeatureCache(folder, FeatureCache.USUAL_LIMIT_BYTES)))
                .orElseGet(FeatureStore::new);
    }

    /** The folder from the option, the environment or the XDG Base Directory Specification; none for "off". */
    static Optional<Path> folder(Optional<Path> option, Map<String, String> environment, @Nullable String home) {
        Optional<Path> wanted =
                option.or(() -> named(environment, "ATTUNE_CACHE").flatMap(CacheOptions::path));
        if (wanted.isPresent()) {
            return wanted.filter(folder -> !folder.equals(OFF));
        }
        return named(environment, "XDG_CACHE_HOME")
                .flatMap(CacheOptions::path)
                .filter(Path::isAbsolute) // the specification says to ignore relative ones
                .or(() -> Optional.ofNullable(home).flatMap(CacheOptions::path).map(user -> user.resolve(".cache")))
                .map(caches -> caches.resolve("attune"));
    }

    private static Optional<String> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
