package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {
    private static final int RATE_HZ = 16_000;

    @TempDir
    Path folder;

    private record Piece(double startSeconds, Waveform waveform) {}

    private static List<Piece> pieces(Clip clip) {
        List<Piece> pieces = new ArrayList<>();
        new Pieces(RATE_HZ).read(clip, (start, waveform) -> pieces.add(new Piece(start, waveform)));
        return pieces;
    }

    /** A second of silence beyond the limit counts like any other. */
    @ParameterizedTest
    @ValueSource(doubles = {20, 45})
    void aClipLongerThanTheLimitIsRefused(double most) throws IOException {
        float[] samples = Arrays.copyOf(sound(most - 1, 0.5), (int) ((most + 1) * RATE_HZ));
        Clip clip = Clip.whole(written(samples));

        assertThatThrownBy(() -> new Pieces(new AudioReader(), RATE_HZ, most).read(clip, (start, sound) -> {}))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("lasts longer than " + (int) most + " seconds");
        assertThat(new Pieces(new AudioReader(), RATE_HZ, most + 1).read(clip, (start, sound) -> {}))
                .isEqualTo(most + 1);
    }

    /** Noise with a pause of a quarter of a second at each of the given times: too short to be one between utterances. */
    private Path noise(double seconds, double... pauses) throws IOException {
        float[] samples = sound(seconds, 0.5);
        for (double pause : pauses) {
            int from = (int) (pause * RATE_HZ);
            Arrays.fill(samples, from, from + RATE_HZ / 4, 0);
        }
        return written(samples);
    }

    private static float[] sound(double seconds, double amplitude) {
        SplittableRandom random = new SplittableRandom(3);
        float[] samples = new float[(int) (seconds * RATE_HZ)];
        for (int i = 0; i < samples.length && amplitude > 0; i++) {
            samples[i] = (float) random.nextDouble(-amplitude, amplitude);
        }
        return samples;
    }

    private static float[] inARow(float[]... sounds) {
        float[] row =
                new float[Arrays.stream(sounds).mapToInt(one -> one.length).sum()];
        int at = 0;
        for (float[] one : sounds) {
            System.arraycopy(one, 0, row, at, one.length);
            at += one.length;
        }
        return row;
    }

    private Path written(float[] samples) throws IOException {
        Path file = folder.resolve("noise.wav");
        WavWriter.write(file, new Waveform(samples, RATE_HZ));
        return file;
    }

    private static float[] joined(List<Piece> pieces) {
        int length = pieces.stream()
                .mapToInt(piece -> piece.waveform.samples().length)
                .sum();
        float[] joined = new float[length];
        int at = 0;
        for (Piece piece : pieces) {
            assertThat(piece.startSeconds).isEqualTo((double) at / RATE_HZ);
            System.arraycopy(piece.waveform.samples(), 0, joined, at, piece.waveform.samples().length);
            at += piece.waveform.samples().length;
        }
        return joined;
    }

    @Test
    void aShortClipIsOnePiece() throws IOException {
        Path file = noise(5, 2);
        List<Piece> pieces = pieces(Clip.whole(file));
        assertThat(pieces).hasSize(1);
        assertThat(joined(pieces))
                .isEqualTo(new AudioReader().read(file, RATE_HZ).samples());
    }

    @Test
    void aLongClipIsCutInPausesAndLosesNothing() throws IOException {
        // The pauses at 3 and 25 seconds: the first is in the first half of its piece, so the cut is in the second.
        Path file = noise(70, 3, 25, 48);
        List<Piece> pieces = pieces(Clip.whole(file));
        assertThat(joined(pieces))
                .isEqualTo(new AudioReader().read(file, RATE_HZ).samples());
        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(1).startSeconds).isBetween(25.0, 25.25);
        assertThat(pieces.get(2).startSeconds).isBetween(48.0, 48.25);
    }

    /** Zeros, or the dither that a converter puts there. */
    @ParameterizedTest
    @CsvSource({"0, 2", "0.00004, 2", "0, 40", "0.00004, 40"})
    void nothingSoundsInSilence(double amplitude, double seconds) throws IOException {
        assertThat(pieces(Clip.whole(written(sound(seconds, amplitude))))).isEmpty();
    }

    /** A voice at the limit of what 16 bits can represent. */
    @Test
    void aFaintVoiceSounds() throws IOException {
        assertThat(pieces(Clip.whole(written(inARow(sound(2, 0), sound(0.1, 0.0003))))))
                .hasSize(1);
    }

    /** Whether a room or digital silence: a fifth of a second of it stays, and what is left out shifts no time. */
    @ParameterizedTest
    @CsvSource({"0, 35", "0.001, 35", "0.001, 120", "0.01, 60"})
    void aLongClipIsCutInEveryPauseMostOfWhichIsLeftOut(double room, double longest) throws IOException {
        Path file = written(inARow(
                sound(2, room), sound(3, 0.3), sound(0.5, room), sound(4, 0.3), sound(longest, room), sound(2, 0.3)));
        List<Piece> pieces = new ArrayList<>();
        double seconds =
                new Pieces(RATE_HZ).read(Clip.whole(file), (start, waveform) -> pieces.add(new Piece(start, waveform)));
        assertThat(seconds).isEqualTo(11.5 + longest);
        assertThat(pieces).hasSize(3);
        double[] starts = {2, 5.5, 9.5 + longest};
        double[] ends = {5, 9.5, 11.5 + longest};
        for (int i = 0; i < starts.length; i++) {
            Piece piece = pieces.get(i);
            double end = piece.startSeconds + piece.waveform.durationSeconds();
            assertThat(piece.startSeconds).isBetween(starts[i] - 0.23, starts[i] - 0.17);
            assertThat(end).isBetween(ends[i], ends[i] + 0.23);
        }
    }

    /** Someone further away from the microphone: his syllables come and go, a room does not. */
    @ParameterizedTest
    @ValueSource(doubles = {0.09, 0.02, 0.005})
    void aQuietVoiceBesideALoudOneStays(double amplitude) throws IOException {
        float[] quiet = sound(25, amplitude);
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] *= (float) Math.pow(Math.sin(Math.PI * 3 * i / RATE_HZ), 2);
        }
        Path file = written(inARow(sound(3, 0.5), sound(1, 0.0005), quiet, sound(1, 0.0005), sound(10, 0.5)));
        List<Piece> pieces = pieces(Clip.whole(file));
        assertThat(pieces.get(1).startSeconds).isBetween(3.7, 4.0);
        double left = pieces.stream()
                .mapToDouble(piece -> piece.waveform.durationSeconds())
                .sum();
        assertThat(left).isGreaterThanOrEqualTo(38).isLessThan(39.5);
    }

    /** Real speech, thirty decibels below a loud sound and only ten above the noise of the room. */
    @Test
    void hardlyAnyOfAQuietVoiceInNoiseIsLeftOut() throws IOException {
        List<float[]> parts = new ArrayList<>();
        parts.add(sound(3, 0.5));
        for (Utterance utterance :
                Manifest.read(TinySpeech.CORPUS.resolve("test.jsonl")).subList(0, 20)) {
            float[] clip =
                    new AudioReader().read(utterance.clip().audio(), RATE_HZ).samples();
            for (int i = 0; i < clip.length; i++) {
                clip[i] *= 0.03f;
            }
            parts.add(clip);
        }
        float[] samples = inARow(parts.toArray(float[][]::new));
        double energy = 0;
        for (int i = 3 * RATE_HZ; i < samples.length; i++) {
            energy += (double) samples[i] * samples[i];
        }
        double rms = Math.sqrt(energy / (samples.length - 3 * RATE_HZ));
        SplittableRandom random = new SplittableRandom(9);
        double amplitude = rms * Math.sqrt(3 / 10.0); // of uniform noise ten decibels below
        float[] mixed = samples.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] += (float) random.nextDouble(-amplitude, amplitude) + 0.01f; // and an offset
        }
        boolean[] kept = new boolean[mixed.length];
        for (Piece piece : pieces(Clip.whole(written(mixed)))) {
            int from = (int) Math.round(piece.startSeconds * RATE_HZ);
            Arrays.fill(kept, from, from + piece.waveform.samples().length, true);
        }
        double left = 0;
        for (int i = 3 * RATE_HZ; i < samples.length; i++) {
            left += kept[i] ? (double) samples[i] * samples[i] : 0;
        }
        assertThat(left / energy).isGreaterThan(0.995);
    }

    /** A second of speech in half a minute is little, but it is what is loud. */
    @Test
    void littleSpeechIsFoundInMuchSilence() throws IOException {
        float[] part = inARow(sound(29, 0.001), sound(1, 0.3));
        List<Piece> pieces = pieces(Clip.whole(written(inARow(part, part, part, part, sound(1, 0.001)))));
        assertThat(pieces).hasSize(4);
        assertThat(pieces)
                .allSatisfy(
                        piece -> assertThat(piece.waveform.durationSeconds()).isLessThan(2));
    }

    /** A call that is muted now and then has room noise next to digital silence; nobody speaks in either. */
    @Test
    void nothingAtAllDoesNotHideThePausesOfARoom() throws IOException {
        float[] utterance = inARow(sound(3, 0.3), sound(1, 0.001));
        Path file = written(inARow(sound(8, 0), utterance, utterance, utterance, utterance, utterance, utterance));
        assertThat(pieces(Clip.whole(file))).hasSize(6);
    }

    /** Wherever it is, and however little louder than a pause; it may be kept by itself, as half a second. */
    @Test
    void aClickDoesNotKeepAPause() throws IOException {
        for (int shift = 0; shift < 320; shift += 40) {
            for (double amplitude : new double[] {0.0045, 0.006, 0.02, 0.3}) {
                float[] pause = inARow(sound(2 + shift / 16_000.0, 0.001), sound(0.02, amplitude), sound(2, 0.001));
                List<Piece> pieces = pieces(Clip.whole(written(inARow(sound(15, 0.3), pause, sound(15, 0.3)))));
                assertThat(pieces).hasSizeBetween(2, 3);
                double kept = pieces.stream()
                        .mapToDouble(piece -> piece.waveform.durationSeconds())
                        .sum();
                assertThat(kept).isBetween(30.0, 32.7);
            }
        }
    }

    @Test
    void halfAMinuteIsStillOnePiece() throws IOException {
        float[] utterances = inARow(sound(14, 0.3), sound(2, 0), sound(14, 0.3));
        assertThat(pieces(Clip.whole(written(utterances)))).hasSize(1);
        assertThat(pieces(Clip.whole(written(inARow(utterances, new float[1])))))
                .hasSize(2);
    }

    @Test
    void silenceAloneGivesNoPieceButHasALength() throws IOException {
        List<Piece> pieces = new ArrayList<>();
        double seconds = new Pieces(RATE_HZ)
                .read(Clip.whole(written(sound(70, 0))), (start, waveform) -> pieces.add(new Piece(start, waveform)));
        assertThat(pieces).isEmpty();
        assertThat(seconds).isEqualTo(70);
    }

    @Test
    void noPieceIsLongerThanTheNetworkBearsEvenWithoutPauses() throws IOException {
        List<Piece> pieces = pieces(Clip.whole(noise(95)));
        assertThat(pieces)
                .allSatisfy(
                        piece -> assertThat(piece.waveform.durationSeconds()).isLessThanOrEqualTo(30));
        assertThat(pieces.subList(0, pieces.size() - 1))
                .allSatisfy(piece -> assertThat(piece.waveform.durationSeconds())
                        .as("at least half of the longest, so that pieces stay few")
                        .isGreaterThanOrEqualTo(15));
    }

    @Test
    void aSegmentIsCutLikeAFileOfItsOwn() throws IOException {
        Path file = noise(60, 30, 45);
        float[] whole = new AudioReader().read(file, RATE_HZ).samples();
        List<Piece> pieces = pieces(new Clip(file, 10, OptionalDouble.of(40)));
        assertThat(joined(pieces)).isEqualTo(Arrays.copyOfRange(whole, 10 * RATE_HZ, 50 * RATE_HZ));
        assertThat(pieces).hasSize(2);
        assertThat(pieces.get(1).startSeconds).as("counted from the segment").isBetween(20.0, 20.25);
    }

    @Test
    void aSegmentWithoutALengthEndsWithItsFile() throws IOException {
        Path file = noise(6);
        float[] whole = new AudioReader().read(file, RATE_HZ).samples();
        assertThat(joined(pieces(new Clip(file, 2, OptionalDouble.empty()))))
                .isEqualTo(Arrays.copyOfRange(whole, 2 * RATE_HZ, 6 * RATE_HZ));
    }

    @Test
    void aSegmentBehindTheEndOfItsFileIsRefused() throws IOException {
        Path file = noise(6);
        assertThatThrownBy(() -> pieces(new Clip(file, 7, OptionalDouble.empty())))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("noise.wav");
        assertThatThrownBy(() -> pieces(new Clip(file, 5, OptionalDouble.of(3))))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("noise.wav");
    }
}
