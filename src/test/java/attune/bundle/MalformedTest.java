package attune.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that must be refused; {@code malformed/make.py} makes them and states the expected complaint. */
class MalformedTest {
    private static final BundleReader READER = new BundleReader(LayerIds.none());

    @TempDir
    Path temporary;

    @TestFactory
    Stream<DynamicTest> everyDefectIsNamed() throws Exception {
        Path folder = resource("malformed");
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("expected.tsv"))) {
            expected.put(line.split("\t", -1)[0], line.split("\t", -1)[1]);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".attune")))
                    .containsExactlyInAnyOrderElementsOf(expected.keySet().stream()
                            .map(name -> name + ".attune")
                            .toList());
        }
        return expected.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(), () -> refuses(folder.resolve(one.getKey() + ".attune"), one.getValue())));
    }

    private static void refuses(Path file, String complaint) {
        assertThatThrownBy(() -> READER.read(file))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(complaint)
                .message()
                .hasLineCount(1)
                .hasSizeLessThan(file.toString().length() + 400);
        assertThat(System.getProperty(Canary.SANG))
                .as("a class named by the file was loaded")
                .isNull();
    }

    /** In its own class loader: a class is initialised only once, and the one above must still be able to. */
    @Test
    void theCanarySingsWhenLoaded() throws Exception {
        URL classes = Canary.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
            Class.forName(Canary.class.getName(), true, loader);
            assertThat(System.getProperty(Canary.SANG)).isEqualTo("yes");
        } finally {
            System.clearProperty(Canary.SANG);
        }
    }

    @Test
    void theGoodBundleBehindThemAllIsRead() throws Exception {
        assertThat(READER.read(resource("compat/v1-dense.attune")).network().numParams())
                .isEqualTo(43);
    }

    @Test
    void aPathThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> READER.read(temporary.resolve("gone.attune")))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("gone.attune: there is no such file or folder");
    }

    @Test
    void aFolderThatIsNoBundleIsSaid() {
        assertThatThrownBy(() -> READER.read(temporary))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("model.json is missing")
                .hasMessageContaining("check the path");
    }

    @Test
    void aFolderAroundABundleNamesTheBundle() throws Exception {
        Path inside = Files.copy(resource("compat/v1-dense.attune"), temporary.resolve("dense.attune"));
        assertThatThrownBy(() -> READER.read(temporary))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("give the bundle in it, " + inside);
        Path first = Files.copy(inside, temporary.resolve("a.attune"));
        assertThatThrownBy(() -> READER.read(temporary))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("give one of the bundles in it, such as " + first);
    }

    @Test
    void anEntryOfAFolderIsBoundedToo() throws Exception {
        Path folder = Bundles.unpack(resource("compat/v1-dense.attune"), temporary.resolve("long"));
        try (RandomAccessFile network =
                new RandomAccessFile(folder.resolve("network.json").toFile(), "rw")) {
            network.setLength(Entry.NETWORK_BYTES + 1);
        }
        assertThatThrownBy(() -> BundleReader.readMetadata(folder))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("network.json: is 16777217 bytes long, more than the 16777216 allowed");
    }

    @Test
    void metadataAloneDoesNotLookAtNetworkOrWeights() throws IOException, URISyntaxException {
        assertThat(BundleReader.readMetadata(resource("malformed/class-script-engine.attune"))
                        .licence())
                .isEqualTo("CC-BY-4.0");
    }

    static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(MalformedTest.class.getResource("/attune/bundle/" + name), name)
                .toURI());
    }
}
