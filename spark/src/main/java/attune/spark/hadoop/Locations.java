package attune.spark.hadoop;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as people write them: of this machine, or URIs of Hadoop's file systems. */
public final class Locations {
    /** As Hadoop reads it: nothing is escaped. */
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*)?");

    private Locations() {}

    /**
     * The path that is meant.
     *
     * @param written such as {@code calls/1.wav}, {@code /shared/calls} or {@code hdfs://namenode:8020/calls}
     * @return a path of the machine itself, unless it is a URI of another scheme than {@code file}
     * @throws java.nio.file.InvalidPathException if it is no path
     */
    public static Path of(String written) {
        return ofUri(written).orElseGet(() -> Path.of(written));
    }

    /** The path that is meant, if it is a URI. */
    static Optional<Path> ofUri(String written) {
        Matcher uri = URI.matcher(written);
        if (!uri.matches()) {
            return Optional.empty();
        }
        Path path = Path.of(uri.group(3) == null ? "/" : uri.group(3));
        return Optional.of(
                uri.group(1).equalsIgnoreCase(HadoopFileSystem.MACHINE)
                        ? path
                        : new HadoopPath(HadoopFileSystem.of(uri.group(1), uri.group(2)), path));
    }

    /**
     * A manifest whose audio paths may be URIs.
     *
     * @param manifest a file or folder anywhere
     * @return the same; relative audio paths still start at its folder
     */
    public static Path manifest(Path manifest) {
        return manifest instanceof HadoopPath
                ? manifest
                : new HadoopPath(HadoopFileSystem.of(HadoopFileSystem.MACHINE, ""), manifest.toAbsolutePath());
    }

    /**
     * A path as Hadoop and Spark take it, whose own default may be another file system.
     *
     * @param path anywhere
     * @return its URI, nothing escaped
     */
    public static String forHadoop(Path path) {
        return path instanceof HadoopPath there
                ? there.hadoop().toString()
                : HadoopFileSystem.MACHINE + "://" + path.toAbsolutePath();
    }
}
