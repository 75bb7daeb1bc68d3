package attune.spark.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/** One of Hadoop's file systems, such as {@code hdfs://namenode:8020}. Opened when first used; one for each root. */
final class HadoopFileSystem extends FileSystem {
    /** The scheme of the machine's own files. */
    static final String MACHINE = "file";

    private static final Map<String, HadoopFileSystem> BY_ROOT = new ConcurrentHashMap<>();

    private final String root;
    private org.apache.hadoop.fs.@Nullable FileSystem files;
    private @Nullable FileContext renaming;

    private HadoopFileSystem(String root) {
        this.root = root;
    }

    static HadoopFileSystem of(String scheme, String authority) {
        return BY_ROOT.computeIfAbsent(scheme + "://" + authority, HadoopFileSystem::new);
    }

    /** What stands before an absolute path: nothing on the machine itself. */
    String prefix() {
        return isMachine() ? "" : root;
    }

    boolean isMachine() {
        return root.startsWith(MACHINE + ":");
    }

    synchronized org.apache.hadoop.fs.FileSystem files() throws IOException {
        if (files == null) {
            files = org.apache.hadoop.fs.FileSystem.get(URI.create(root + "/"), configuration());
        }
        return files;
    }

    /** What can replace a file by another in one step. */
    synchronized FileContext renaming() throws IOException {
        if (renaming == null) {
            renaming = FileContext.getFileContext(files().getUri(), configuration());
        }
        return renaming;
    }

    private static Configuration configuration() {
        SparkEnv spark = SparkEnv.get();
        return spark == null ? new Configuration() : SparkHadoopUtil.get().newConfiguration(spark.conf());
    }

    @Override
    public FileSystemProvider provider() {
        return HadoopProvider.ONLY;
    }

    @Override
    public Path getPath(String first, String... more) {
        return new HadoopPath(this, Path.of(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(pattern);
        return path -> path instanceof HadoopPath there && matcher.matches(there.path());
    }

    @Override
    public String getSeparator() {
        return org.apache.hadoop.fs.Path.SEPARATOR;
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath(getSeparator()));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("Hadoop closes its file systems when the process ends");
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
