package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces, segments and whole files are one and the same sound. */
class AudioStreamTest {

    private static final String[] FILES = {
        "stereo-16bit-16khz.wav", "stereo-16bit-16khz.flac", "tagged-44khz-stereo.mp3", "several-pages.ogg"
    };

    private final AudioReader reader = new AudioReader();

    @ParameterizedTest
    @ValueSource(ints = {16000, 8000, 11025})
    void piecesOfAnySizeGiveTheBitsOfTheWhole(int rateHz) {
        for (String name : FILES) {
            float[] whole = reader.read(Fixtures.golden(name), rateHz).samples();
            for (long seed = 0; seed < 5; seed++) {
                assertThat(inPieces(Fixtures.golden(name), rateHz, seed))
                        .as("%s, seed %d", name, seed)
                        .isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16000, 8000, 11025})
    void aSegmentIsASliceOfTheWhole(int rateHz) {
        SplittableRandom random = new SplittableRandom(11);
        for (String name : FILES) {
            float[] whole = reader.read(Fixtures.golden(name), rateHz).samples();
            for (int i = 0; i < 10; i++) {
                double offset = random.nextDouble(0.06);
                double duration = random.nextDouble(0.001, 0.025);
                int from = (int) Math.round(offset * rateHz);
                int to = (int) Math.round((offset + duration) * rateHz);
                assertThat(reader.read(Fixtures.golden(name), offset, duration, rateHz)
                                .samples())
                        .as("%s, %f s from %f s", name, duration, offset)
                        .isEqualTo(Arrays.copyOfRange(whole, from, to));
            }
        }
    }

    @Test
    void aSoundLongerThanAnyBufferIsResampledAlikeInPiecesAndSegments(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("long.wav");
        WavWriter.write(file, Fixtures.noise(5, 44100, 300_000));
        float[] whole = reader.read(file, 16000).samples();
        assertThat(inPieces(file, 16000, 1)).isEqualTo(whole);
        assertThat(reader.read(file, 5.5, 1, 16000).samples()).isEqualTo(Arrays.copyOfRange(whole, 88000, 104000));
    }

    @Test
    void theEndIsSaidAgain() {
        try (AudioStream stream = reader.open(Fixtures.golden("several-pages.ogg"), 16000)) {
            assertThat(stream.sampleRateHz()).isEqualTo(16000);
            assertThat(stream.read(new float[9999])).isEqualTo(2400);
            assertThat(stream.read(new float[9999])).isEqualTo(-1);
            assertThat(stream.read(new float[9999])).isEqualTo(-1);
        }
    }

    @Nested
    class ASegmentAtTheEdge {

        private final Path file = Fixtures.golden("stereo-16bit-16khz.wav"); // 0.15 s

        @Test
        void mayEndATenthOfASecondPastTheEndOfTheFile() {
            assertThat(reader.read(file, 0.1, 0.14, 16000).samples()).hasSize(800);
        }

        @Test
        void mustNotEndLater() {
            assertThatThrownBy(() -> reader.read(file, 0.1, 0.16, 16000))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("does not lie in it: 0.05 of 0.16 s are there");
        }

        @Test
        void mustNotStartBehindTheEnd() {
            for (double offset : new double[] {0.15, 1, 9e6}) {
                assertThatThrownBy(() -> reader.read(file, offset, 0.05, 8000))
                        .isInstanceOf(UserFault.class)
                        .hasMessageContaining("does not lie in it: 0.0 of 0.05 s are there");
            }
        }

        @Test
        void mustHaveNumbersThatCanBe() {
            double[][] segments = {{-1, 1}, {0, 0}, {0, -1}, {Double.NaN, 1}, {0, Double.NaN}, {0, 1e300}};
            for (double[] segment : segments) {
                assertThatThrownBy(() -> reader.read(file, segment[0], segment[1], 16000))
                        .isInstanceOf(UserFault.class)
                        .hasMessageContaining("cannot be");
            }
        }
    }

    private float[] inPieces(Path file, int rateHz, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] all = new float[0];
        try (AudioStream stream = reader.open(file, rateHz)) {
            while (true) {
                float[] piece = new float[random.nextInt(1, 2000)];
                int got = stream.read(piece);
                if (got < 0) {
                    return all;
                }
                int from = all.length;
                all = Arrays.copyOf(all, from + got);
                System.arraycopy(piece, 0, all, from, got);
            }
        }
    }
}
