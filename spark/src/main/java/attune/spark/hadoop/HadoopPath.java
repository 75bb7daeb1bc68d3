package attune.spark.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * A path of one of Hadoop's file systems. What it names may be anywhere: {@link #resolve(String)} takes URIs.
 *
 * @param files where it is
 * @param path the same within them, with slashes
 */
record HadoopPath(HadoopFileSystem files, Path path) implements Path {

    private HadoopPath with(Path other) {
        return new HadoopPath(files, other);
    }

    /** The same within the file system, which both must be of. */
    private Path own(Path other) {
        if (other instanceof HadoopPath there && there.files == files) {
            return there.path;
        }
        throw new ProviderMismatchException(other + " is not on the file system of " + this);
    }

    /** As Hadoop knows it. */
    org.apache.hadoop.fs.Path hadoop() {
        return new org.apache.hadoop.fs.Path(files.prefix() + toAbsolutePath().path);
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return path.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return path.isAbsolute() ? with(path.getRoot()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        Path name = path.getFileName();
        return name == null ? null : with(name);
    }

    @Override
    public @Nullable Path getParent() {
        Path parent = path.getParent();
        return parent == null ? null : with(parent);
    }

    @Override
    public int getNameCount() {
        return path.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return with(path.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return with(path.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof HadoopPath there && there.files == files && path.startsWith(there.path);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof HadoopPath there && there.files == files && path.endsWith(there.path);
    }

    @Override
    public Path normalize() {
        return with(path.normalize());
    }

    /** What is written beside this path's files: a path, or a URI; of the machine itself, as Java's own. */
    @Override
    public Path resolve(String written) {
        return Locations.ofUri(written)
                .orElseGet(() -> files.isMachine() ? path.resolve(written) : with(path.resolve(written)));
    }

    @Override
    public Path resolve(Path other) {
        return with(path.resolve(own(other)));
    }

    @Override
    public Path relativize(Path other) {
        return with(path.relativize(own(other)));
    }

    @Override
    public URI toUri() {
        return hadoop().toUri();
    }

    @Override
    public HadoopPath toAbsolutePath() {
        return path.isAbsolute() ? this : with(Path.of("/").resolve(path));
    }

    /** There are links on the machine only. */
    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        if (files.isMachine()) {
            return with(path.toRealPath(options));
        }
        HadoopProvider.ONLY.checkAccess(this);
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return path.compareTo(own(other));
    }

    @Override
    public String toString() {
        return path.isAbsolute() ? files.prefix() + path : path.toString();
    }
}
