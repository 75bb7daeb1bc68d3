package attune.spark.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.jspecify.annotations.Nullable;

/** What {@link java.nio.file.Files} asks of Hadoop. */
final class HadoopProvider extends FileSystemProvider {
    static final HadoopProvider ONLY = new HadoopProvider();

    private HadoopProvider() {}

    /** A request to Hadoop, which names a missing file in an exception of its own. */
    @FunctionalInterface
    private interface Request<T> {
        T of(org.apache.hadoop.fs.FileSystem files, org.apache.hadoop.fs.Path path) throws IOException;
    }

    private static <T> T ask(Path path, Request<T> request) throws IOException {
        HadoopPath there = there(path);
        try {
            return request.of(there.files().files(), there.hadoop());
        } catch (FileNotFoundException e) {
            NoSuchFileException missing = new NoSuchFileException(path.toString());
            missing.initCause(e);
            throw missing;
        }
    }

    private static HadoopPath there(Path path) {
        if (path instanceof HadoopPath there) {
            return there;
        }
        throw new ProviderMismatchException(path.toString());
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        return ask(path, (files, there) -> files.open(there));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (!options.contains(StandardOpenOption.WRITE)) {
            return HadoopChannel.reading(ask(path, (files, there) -> files.open(there)), size(path));
        }
        if (options.contains(StandardOpenOption.APPEND)) {
            throw new UnsupportedOperationException("no store of objects can append");
        }
        boolean overwrite = !options.contains(StandardOpenOption.CREATE_NEW);
        return HadoopChannel.writing(ask(path, (files, there) -> files.create(there, overwrite)));
    }

    private long size(Path path) throws IOException {
        return status(path).getLen();
    }

    private static FileStatus status(Path path) throws IOException {
        return ask(path, (files, there) -> files.getFileStatus(there));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> entries = new ArrayList<>();
        for (FileStatus status : ask(folder, (files, there) -> files.listStatus(there))) {
            Path entry = there(folder)
                    .resolve(folder.getFileSystem().getPath(status.getPath().getName()));
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (ask(folder, (files, there) -> files.exists(there))) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        ask(folder, (files, there) -> files.mkdirs(there));
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!ask(path, (files, there) -> files.delete(there, false))) {
            throw new NoSuchFileException(path.toString());
        }
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        HadoopPath from = there(source);
        boolean replace = Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING);
        org.apache.hadoop.fs.FileSystem files = from.files().files();
        from.files()
                .renaming()
                .rename(
                        files.makeQualified(from.hadoop()),
                        files.makeQualified(there(target).hadoop()),
                        replace ? Rename.OVERWRITE : Rename.NONE);
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    @Override
    public boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    /** Whether it is there; that it may be read shows when it is. */
    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        status(path);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(new HadoopAttributes(status(path)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getScheme() {
        return "hadoop";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return getPath(uri).getFileSystem();
    }

    @Override
    public Path getPath(URI uri) {
        return Locations.of(uri.toString());
    }
}
