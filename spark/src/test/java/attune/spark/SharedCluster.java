package attune.spark;

import attune.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One cluster of two workers for all tests, since starting one takes longer than many a job. */
final class SharedCluster implements BeforeAllCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(SharedCluster.class);
    private static @Nullable Cluster shared;

    /** Closed by JUnit after the last test. */
    private record Open(Cluster cluster, Path folder) implements AutoCloseable {
        @Override
        public void close() throws IOException, InterruptedException {
            cluster.close();
            FileTree.delete(folder, any -> true); // a copy of the jar for each executor
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(OURS).getOrComputeIfAbsent(Open.class, any -> start(), Open.class);
    }

    private static Open start() {
        try {
            Path folder = Files.createTempDirectory("attune-cluster-");
            Cluster cluster = new Cluster(folder, 2);
            shared = cluster;
            return new Open(cluster, folder);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no cluster", e);
        }
    }

    static Cluster get() {
        return Objects.requireNonNull(shared, "the extension starts it");
    }
}
