package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with a few bytes changed are read or refused: no other exception, no endless loop. */
class MutatedFilesTest {

    private static final int ROUNDS = 120;

    /** Without ffmpeg: starting a program so often takes long, and what it does is not ours. */
    private final AudioReader reader = new AudioReader("no-such-program");

    @ParameterizedTest
    @Timeout(120)
    @ValueSource(
            strings = {
                "stereo-16bit-16khz.wav",
                "extensible-24bit.wav",
                "float-32bit.wav",
                "rf64.wav",
                "stereo-16bit-16khz.flac",
                "24bit.flac",
                "tagged-44khz-stereo.mp3",
                "untagged-16khz-mono.mp3",
                "untagged-8khz-mono.mp3",
                "stereo-16khz.ogg",
                "several-pages.ogg"
            })
    void anyByteMayFlip(String name, @TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.golden(name));
        int refused = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] mutant = mutate(whole, new SplittableRandom(seed));
            refused += isRefused(mutant, folder.resolve("mutant"), name + ", seed " + seed) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    /** With the checksums corrected, so that the decoder behind the pages meets the damage too. */
    @ParameterizedTest
    @Timeout(120)
    @ValueSource(strings = {"stereo-16khz.ogg", "several-pages.ogg"})
    void anyByteMayFlipBehindAnIntactOggChecksum(String name, @TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.golden(name));
        int refused = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] mutant = mutate(whole, new SplittableRandom(seed));
            OggSeal.mend(mutant);
            refused += isRefused(mutant, folder.resolve("mutant"), name + ", sealed, seed " + seed) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    /** One to four bytes, near the beginning as often as anywhere, sometimes with the end cut off. */
    private static byte[] mutate(byte[] whole, SplittableRandom random) {
        int length = random.nextInt(8) == 0 ? random.nextInt(1, whole.length) : whole.length;
        byte[] mutant = Arrays.copyOf(whole, length);
        int flips = random.nextInt(1, 5);
        for (int i = 0; i < flips; i++) {
            int bound = random.nextBoolean() ? Math.min(length, 64) : length;
            mutant[random.nextInt(bound)] = (byte) random.nextInt(256);
        }
        return mutant;
    }

    private boolean isRefused(byte[] bytes, Path file, String what) throws IOException {
        Files.write(file, bytes);
        try {
            // At its own rate: making a filter for every random rate takes long, and is tested elsewhere.
            Waveform waveform = reader.read(file, reader.info(file).sampleRateHz());
            assertThat(waveform.samples()).as(what).isNotEmpty();
            return false;
        } catch (UserFault fault) {
            assertThat(fault.getMessage()).as(what).startsWith(file + ": ").doesNotContain("\n");
            return true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
    }
}
