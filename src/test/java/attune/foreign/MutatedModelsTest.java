package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and forged files are read or refused in one line: nothing else is ever thrown, and no seed takes long. */
class MutatedModelsTest {
    private static final int SEEDS = 400;

    @TempDir
    Path folder;

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), (byte) 0xff);
            default ->
                System.arraycopy(bytes, random.nextInt(bytes.length - 16), bytes, Math.min(at, bytes.length - 16), 16);
        }
        return bytes;
    }

    /** Structure is mostly outside the weights, so positions there are tried more often. */
    private static byte[] mutatedInStructure(byte[] original, SplittableRandom random) {
        int from = random.nextInt(3) * (original.length - 1500) / 2;
        byte[] part = mutated(Arrays.copyOfRange(original, from, from + 1500), random);
        byte[] whole = Arrays.copyOf(original, from + part.length + (original.length - from - 1500));
        System.arraycopy(part, 0, whole, from, part.length);
        System.arraycopy(original, from + 1500, whole, from + part.length, original.length - from - 1500);
        return whole;
    }

    @ParameterizedTest
    @ValueSource(strings = {"narrow.pb", "narrow.pbmm", "narrow.tflite"})
    void damagedGraphs(String name) throws IOException {
        byte[] original = Files.readAllBytes(Golden.file(name));
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = seed % 2 == 0 ? mutated(original, random) : mutatedInStructure(original, random);
            refused += refuses(Files.write(folder.resolve("model"), bytes), seed) ? 1 : 0;
        }
        assertThat(refused).isBetween(SEEDS / 4, SEEDS - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"best_dev-7.index", "best_dev-7.data-00000-of-00001"})
    void damagedCheckpointsAreAlwaysRefused(String name) throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        Path file = checkpoint.resolve(name);
        byte[] original = Files.readAllBytes(file);
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = mutated(original, new SplittableRandom(seed));
            if (!Arrays.equals(bytes, original)) {
                Files.write(file, bytes);
                boolean refused = refuses(checkpoint, seed);
                // The footer's padding has no checksum and no meaning.
                assertThat(refused || inPadding(original, bytes))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    @Test
    void damagedStems() throws IOException {
        byte[] original = Files.readAllBytes(Path.of("models/speech-embedding/embedding_model.onnx"));
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = seed % 4 == 0 ? mutated(original, random) : mutatedInStructure(original, random);
            Path file = Files.write(folder.resolve("model"), bytes);
            refused += refuses(() -> SpeechEmbedding.read(file), seed) ? 1 : 0;
        }
        assertThat(refused).isBetween(SEEDS / 4, SEEDS - 1);
    }

    private static boolean inPadding(byte[] original, byte[] bytes) {
        int from = original.length - 48;
        int first = Arrays.mismatch(original, bytes);
        return bytes.length == original.length && first > from + 4 && first < from + 40;
    }

    private interface Reading {
        void run() throws IOException;
    }

    private boolean refuses(Path model, long seed) throws IOException {
        return refuses(() -> DeepSpeechWeights.of(ModelFormats.read(model)), seed);
    }

    private boolean refuses(Reading reading, long seed) throws IOException {
        try {
            reading.run();
            return false;
        } catch (UserFault fault) {
            assertThat(fault.getMessage()).as("seed %d", seed).contains(folder.toString());
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
