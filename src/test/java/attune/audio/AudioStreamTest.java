package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.ExternalTools;
import attune.fault.UserFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
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

    @Nested
    class InOnePass {
        @ParameterizedTest
        @ValueSource(ints = {44100, 16000, 8000, 11025, 1000})
        void stretchesInAnyOrderAreSlicesOfTheWhole(int rateHz, @TempDir Path folder) throws Exception {
            ExternalTools.require("ffmpeg");
            for (Path file : List.of(encoded(folder, "flac"), encoded(folder, "mp3"), encoded(folder, "webm"))) {
                float[] whole = reader.read(file, rateHz).samples();
                for (long seed = 0; seed < 4; seed++) {
                    List<double[]> stretches = stretches(seed, (double) whole.length / rateHz);
                    List<float[]> found = reader.inOnePass(() -> stretches.parallelStream()
                            .map(one ->
                                    reader.read(file, one[0], one[1], rateHz).samples())
                            .toList());
                    for (int i = 0; i < found.size(); i++) {
                        int from = (int) Math.round(stretches.get(i)[0] * rateHz);
                        assertThat(found.get(i))
                                .as("%s, seed %d, stretch %d", file, seed, i)
                                .isEqualTo(Arrays.copyOfRange(whole, from, from + found.get(i).length));
                    }
                }
            }
        }

        /** One behind the other with gaps and overlaps, and every fifth anywhere. */
        private static List<double[]> stretches(long seed, double seconds) {
            SplittableRandom random = new SplittableRandom(seed);
            List<double[]> stretches = new ArrayList<>();
            double at = 0;
            while (at < seconds - 1) {
                double from = stretches.size() % 5 == 4 ? random.nextDouble(seconds - 1) : at;
                double length = random.nextDouble(0.1, 0.9);
                stretches.add(new double[] {from, length});
                at = Math.max(0, at + length + random.nextDouble(-0.3, 0.5));
            }
            return stretches;
        }

        private static Path encoded(Path folder, String ending) throws Exception {
            Path file = folder.resolve("noise." + ending);
            Path wav = folder.resolve(ending + ".wav");
            WavWriter.write(wav, Fixtures.noise(3, 44100, 20 * 44100));
            ExternalTools.run("ffmpeg", "-v", "error", "-i", wav.toString(), file.toString());
            return file;
        }

        @Test
        void aFileIsOpenedOnce(@TempDir Path folder) throws IOException {
            Path file = Files.copy(Fixtures.golden("stereo-16bit-16khz.flac"), folder.resolve("a.flac"));
            float[] whole = reader.read(file, 16000).samples();
            float[] second = reader.inOnePass(() -> {
                reader.read(file, 0, 0.05, 16000);
                delete(file);
                return reader.read(file, 0.05, 0.05, 16000).samples();
            });
            assertThat(second).isEqualTo(Arrays.copyOfRange(whole, 800, 1600));
            assertThatThrownBy(() -> reader.read(file, 0.1, 0.05, 16000)).hasMessageContaining("does not exist");
        }

        private static void delete(Path file) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
                    .hasMessageContaining("reaches past the file's end: only 0.05 of 0.16 s are there");
        }

        @Test
        void mustNotStartBehindTheEnd() {
            for (double offset : new double[] {0.15, 1, 9e6}) {
                assertThatThrownBy(() -> reader.read(file, offset, 0.05, 8000))
                        .isInstanceOf(UserFault.class)
                        .hasMessageContaining("reaches past the file's end: only 0.0 of 0.05 s are there");
            }
        }

        @Test
        void mustHaveNumbersThatCanBe() {
            double[][] segments = {{-1, 1}, {0, 0}, {0, -1}, {Double.NaN, 1}, {0, Double.NaN}, {0, 1e300}};
            for (double[] segment : segments) {
                assertThatThrownBy(() -> reader.read(file, segment[0], segment[1], 16000))
                        .isInstanceOf(UserFault.class)
                        .hasMessageContaining("is impossible");
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

    @Nested
    class StillComing {
        private static final int RATE_HZ = 8000;

        private float[] read(byte[] bytes, OptionalInt rawRateHz) {
            List<Float> all = new ArrayList<>();
            float[] buffer = new float[700];
            try (AudioStream in = reader.open(new ByteArrayInputStream(bytes), "pipe", rawRateHz, RATE_HZ)) {
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    for (int i = 0; i < count; i++) {
                        all.add(buffer[i]);
                    }
                }
            }
            float[] samples = new float[all.size()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = all.get(i);
            }
            return samples;
        }

        private byte[] wav() throws IOException {
            return Files.readAllBytes(Fixtures.golden("stereo-16bit-16khz.wav"));
        }

        /** What programs write as the length when they cannot know it at the start: ffmpeg, SoX, arecord, GStreamer. */
        @ParameterizedTest
        @ValueSource(ints = {0xFFFFFFFF, 0x7FFFF000, 0x7FFFFF00, 0x7FFFFFFF, 0})
        void wavOfUnknownLengthIsTheSameSound(int length, @TempDir Path folder) throws IOException {
            float[] whole = reader.read(Fixtures.golden("stereo-16bit-16khz.wav"), RATE_HZ)
                    .samples();
            byte[] bytes = wav();
            assertThat(read(bytes, OptionalInt.empty())).isEqualTo(whole);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("data") + 4;
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, length);
            assertThat(read(bytes, OptionalInt.empty())).isEqualTo(whole);
            if (length != 0) { // the program writing a file may have been stopped before it wrote any sound
                Path file = Files.write(folder.resolve("unfinished.wav"), bytes);
                assertThat(reader.read(file, RATE_HZ).samples()).isEqualTo(whole);
                Files.write(file, Arrays.copyOf(bytes, bytes.length - 1)); // inside a frame
                float[] atItsRate = reader.read(Fixtures.golden("stereo-16bit-16khz.wav"), 16_000)
                        .samples();
                assertThat(reader.read(file, 16_000).samples())
                        .isEqualTo(Arrays.copyOf(atItsRate, atItsRate.length - 1));
            }
        }

        @Test
        void headerlessSamplesAreSixteenBitLittleEndian() {
            byte[] bytes = {0, 64, 0, (byte) 0x80, 1, 0, 9};
            assertThat(read(bytes, OptionalInt.of(RATE_HZ))).containsExactly(0.5f, -1f, 1 / 32768f);
        }

        @Test
        void noMoreIsAwaitedThanIsAskedFor() {
            // Enough for the answer and the filter, but not to fill the converter.
            byte[] bytes = new byte[2 * 1600];
            InputStream then = new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("waits for sound that nobody needs yet");
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return read();
                }
            };
            InputStream in = new SequenceInputStream(new ByteArrayInputStream(bytes), then);
            AudioStream stream = reader.open(in, "pipe", OptionalInt.of(16_000), RATE_HZ);
            assertThat(stream.read(new float[400])).isEqualTo(400);
        }

        @Test
        void whatIsNoWavIsRefused() throws IOException {
            byte[] flac = Files.readAllBytes(Fixtures.golden("stereo-16bit-16khz.flac"));
            assertThatThrownBy(() -> read(flac, OptionalInt.empty()))
                    .isInstanceOf(UserFault.class)
                    .hasMessageStartingWith("pipe: is not plain WAV");
        }
    }
}
