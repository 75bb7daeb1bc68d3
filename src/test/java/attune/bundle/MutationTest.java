package attune.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Damages a bundle at random positions: it must then be read or refused, nothing else. */
class MutationTest {
    /** About twenty times as many were tried once. */
    private static final int SEEDS = 600;

    private static final BundleReader READER = new BundleReader(LayerIds.none());

    @TempDir
    Path folder;

    private Path good = Path.of("");
    private INDArray parameters = Graphs.dense().params();

    @BeforeEach
    void findTheGoodBundle() throws Exception {
        good = MalformedTest.resource("compat/v1-dense.attune");
        parameters = READER.read(good).network().params();
    }

    /** A zip has checksums, so whatever is read is what was written. */
    @Test
    void aSpoiltZipIsReadRightOrRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(good);
        Path spoilt = folder.resolve("spoilt.attune");
        int read = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Files.write(spoilt, spoil(bytes, new RunSeed(seed).stream("zip"), 12));
            Bundle bundle = readOrRefuse(spoilt, seed);
            if (bundle != null) {
                read++;
                assertThat(bundle.network().params()).as("seed %d", seed).isEqualTo(parameters);
                assertThat(bundle.metadata()).as("seed %d", seed).isEqualTo(Bundles.metadata());
            }
        }
        System.out.println("spoilt zips, seeds below " + SEEDS + ": " + read + " read");
        assertThat(read).isBetween(1, SEEDS - 1);
    }

    /** A folder has no checksums, so the damage reaches JSON, Deeplearning4j and the weights. */
    @Test
    void aSpoiltFolderIsReadOrRefused() throws Exception {
        Path spoilt = Bundles.unpack(good, folder.resolve("spoilt"));
        List<String> names = List.of(Entry.METADATA, Entry.NETWORK, Entry.NETWORK, Entry.WEIGHTS);
        int read = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Path entry = spoilt.resolve(names.get(seed % names.size()));
            byte[] bytes = Files.readAllBytes(entry);
            Files.write(entry, spoil(bytes, new RunSeed(seed).stream("folder"), 3));
            read += readOrRefuse(spoilt, seed) == null ? 0 : 1;
            Files.write(entry, bytes);
        }
        System.out.println("spoilt folders, seeds below " + SEEDS + ": " + read + " read");
        assertThat(read).isBetween(SEEDS / 20, SEEDS - 1);
    }

    private static @Nullable Bundle readOrRefuse(Path file, int seed) throws Exception {
        try {
            return READER.read(file);
        } catch (UserFault refused) {
            return null;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** Some bits flipped, or a piece cut off, or a piece overwritten by another. */
    private static byte[] spoil(byte[] good, SplittableRandom random, int most) {
        byte[] bytes = good.clone();
        int change = random.nextInt(8);
        if (change == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        if (change == 1) {
            int length = random.nextInt(1, 40);
            int from = random.nextInt(bytes.length - length);
            System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length), length);
            return bytes;
        }
        for (int flips = random.nextInt(1, most); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
