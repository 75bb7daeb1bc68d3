package attune.speech.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.bundle.ProvenanceStep;
import attune.corpus.Clip;
import attune.decoding.Word;
import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.features.FeatureMatrix;
import attune.features.LogMelFrontEnd;
import attune.features.Normalization;
import attune.foreign.DeepSpeech;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.speech.AcousticModel;
import attune.speech.DecodingOptions;
import attune.speech.Heard;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.Transcriber;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class SpeechStreamTest {
    private static final int RATE_HZ = 16_000;
    private static final StreamSettings WITHOUT_PAUSES = new StreamSettings(0.3, 31);

    @TempDir
    Path folder;

    /** What a stream reported. */
    private static final class Told implements SpeechStream.Listener {
        final List<String> partials = new ArrayList<>();
        final List<SpeechStream.Segment> segments = new ArrayList<>();

        /** The longest stable beginnings, one a segment. */
        final List<String> stable = new ArrayList<>();

        private String kept = "";

        @Override
        public void partial(SpeechStream.Partial partial) {
            partials.add(partial.text());
            assertThat(partial.stable()).startsWith(kept);
            assertThat(partial.text() + " ")
                    .startsWith(partial.stable() + (partial.stable().isEmpty() ? "" : " "));
            kept = partial.stable();
        }

        @Override
        public void segment(SpeechStream.Segment segment) {
            segments.add(segment);
            assertThat(segment.transcript().text() + " ").startsWith(kept + (kept.isEmpty() ? "" : " "));
            stable.add(kept);
            kept = "";
        }

        String text() {
            return segments.stream().map(segment -> segment.transcript().text()).collect(Collectors.joining(" "));
        }
    }

    private static Told hear(
            SpeechModel model, StreamSettings settings, SpeechDecoder decoder, float[] sound, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Told told = new Told();
        SpeechStream stream = SpeechStream.open(model, settings, decoder, told);
        int at = 0;
        while (at < sound.length) {
            int count = Math.min(sound.length - at, random.nextInt(1, 1 << random.nextInt(4, 18)));
            stream.accept(Arrays.copyOfRange(sound, at, at + count), count);
            at += count;
        }
        stream.finish();
        return told;
    }

    private static Told hear(SpeechModel model, StreamSettings settings, float[] sound, long seed) {
        return hear(model, settings, SpeechDecoder.usual(model), sound, seed);
    }

    /** Some spoken digits in a row. */
    private static float[] speech(int clips) {
        List<float[]> sounds = TinySpeech.digits().subList(0, clips).stream()
                .map(one -> new AudioReader().read(one.clip().audio(), RATE_HZ).samples())
                .toList();
        return joined(sounds);
    }

    private static float[] joined(List<float[]> sounds) {
        float[] all = new float[sounds.stream().mapToInt(sound -> sound.length).sum()];
        int at = 0;
        for (float[] sound : sounds) {
            System.arraycopy(sound, 0, all, at, sound.length);
            at += sound.length;
        }
        return all;
    }

    private static float[] noise(double seconds, double amplitude) {
        SplittableRandom random = new SplittableRandom(8);
        float[] sound = new float[(int) (seconds * RATE_HZ)];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return sound;
    }

    private Path wav(float[] sound) throws IOException {
        Path file = folder.resolve("sound.wav");
        WavWriter.write(file, new Waveform(sound, RATE_HZ));
        return file;
    }

    /** 16-bit samples, as a file holds them. */
    private float[] written(float[] sound) throws IOException {
        return new AudioReader().read(wav(sound), RATE_HZ).samples();
    }

    @Nested
    class EqualsTheWholeClip {

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void inEveryLogProbability(int layers) {
            assertStretchesEqualTheWhole(TinySpeech.streaming(layers, 5).network(), 240, layers);
        }

        @Test
        void inEveryLogProbabilityWithDenseLayersBetween() {
            assertStretchesEqualTheWhole(TinySpeech.withDenseLayersBetween(), 6, 9);
        }

        private void assertStretchesEqualTheWhole(ComputationGraph network, int coefficients, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            FeatureMatrix clip = TinySpeech.noise(83, coefficients, random);
            float[][] whole =
                    new AcousticModel(network).logProbabilities(List.of(clip)).get(0);
            for (int time = 0; time < 5; time++) {
                LiveNetwork live = new LiveNetwork(new LivePasses(List.of(new LiveLayers(network))));
                List<float[]> rows = new ArrayList<>();
                while (rows.size() < clip.frames()) {
                    int from = rows.size();
                    int to = Math.min(clip.frames(), from + random.nextInt(1, 25));
                    float[] values = Arrays.copyOfRange(clip.values(), from * coefficients, to * coefficients);
                    rows.addAll(List.of(live.run(new FeatureMatrix(values, to - from, coefficients))));
                }
                assertThat(TinySpeech.distance(rows.toArray(float[][]::new), whole))
                        .isLessThan(1e-4);
            }
        }

        @ParameterizedTest
        @CsvSource({"1, true", "2, true", "1, false", "2, false"})
        void inItsTranscriptHoweverTheSoundComes(int layers, boolean greedy) throws IOException {
            SpeechModel model = TinySpeech.streaming(layers, 4);
            DecodingOptions options = greedy
                    ? DecodingOptions.GREEDY
                    : new DecodingOptions(false, Optional.empty(), Optional.empty(), OptionalInt.of(8), 3);
            SpeechDecoder decoder = options.decoder(model);
            float[] sound = written(speech(7));
            Heard whole = new Transcriber(model, decoder)
                    .transcribe(List.of(Clip.whole(folder.resolve("sound.wav"))))
                    .get(0);
            assertThat(whole.text()).contains(" ");
            SplittableRandom random = new SplittableRandom(layers);
            for (int time = 0; time < 4; time++) {
                StreamSettings settings = new StreamSettings(random.nextDouble(0.03, 1.2), 31);
                Told told = hear(model, settings, decoder, sound, random.nextLong());
                assertThat(told.segments).hasSize(1);
                SpeechStream.Segment segment = told.segments.get(0);
                assertThat(segment.startSeconds()).isZero();
                assertThat(segment.seconds()).isEqualTo(whole.seconds());
                assertThat(segment.transcript().text()).isEqualTo(whole.text());
                assertThat(segment.transcript().words())
                        .extracting(Word::startSeconds, Word::endSeconds)
                        .isEqualTo(times(whole));
                assertThat(segment.transcript().logProb())
                        .isCloseTo(whole.transcript().orElseThrow().logProb(), within(1e-3));
                assertThat(segment.hypotheses())
                        .extracting(hypothesis -> hypothesis.text())
                        .containsExactlyElementsOf(whole.hypotheses().stream()
                                .map(hypothesis -> hypothesis.text())
                                .toList());
            }
        }

        private static List<Tuple> times(Heard heard) {
            return heard.transcript().orElseThrow().words().stream()
                    .map(word -> tuple(word.startSeconds(), word.endSeconds()))
                    .toList();
        }

        @Test
        void alsoWhereALongOneIsCut() throws IOException {
            SpeechModel model = TinySpeech.streaming(1, 4);
            float[] sound = written(joined(List.of(speech(12), noise(40, 0.1), speech(12), noise(3, 0.01))));
            Told told = hear(model, WITHOUT_PAUSES, sound, 1);
            assertThat(told.segments).hasSizeGreaterThan(2);
            for (SpeechStream.Segment segment : told.segments) {
                Clip alone = new Clip(
                        folder.resolve("sound.wav"), segment.startSeconds(), OptionalDouble.of(segment.seconds()));
                Heard heard = new Transcriber(model).transcribe(List.of(alone)).get(0);
                assertThat(segment.transcript().text()).isEqualTo(heard.text());
                assertThat(segment.transcript().logProb())
                        .isCloseTo(heard.transcript().orElseThrow().logProb(), within(1e-2));
            }
        }
    }

    /** DeepSpeech's frames see nine windows ahead, and zeros beyond the clip's end. */
    @Nested
    class WithWindowsThatAreStillToCome {
        private static SpeechModel imported(ClipEnd clipEnd) throws IOException, URISyntaxException {
            Path file =
                    Path.of(Objects.requireNonNull(SpeechStreamTest.class.getResource("/attune/foreign/narrow.pbmm"))
                            .toURI());
            DeepSpeech read = DeepSpeech.read(file, Optional.empty(), clipEnd, Map.of());
            return SpeechModel.of(
                    read.network(),
                    new SpeechFormat(read.frontEnd(), read.alphabet(), TextNormalizer.ENGLISH_BASIC.name()),
                    "CC0-1.0",
                    List.of());
        }

        /** An "a" wherever it is loud: what a frame shows also shows in the frame nine windows on. */
        private static SpeechModel loudness(ClipEnd clipEnd) {
            DeepSpeechFrontEnd frontEnd = new DeepSpeechFrontEnd(RATE_HZ, 512, 320, clipEnd);
            Alphabet alphabet = Alphabet.english();
            ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                    .graphBuilder()
                    .addInputs("features")
                    .setInputTypes(InputType.recurrent(494))
                    .addLayer("lstm", new Lstm("lstm", 494, 3), "features")
                    .addLayer("output", new CtcOutputLayer("output", 3, alphabet.size(), alphabet.blankIndex()), "lstm")
                    .setOutputs("output")
                    .build());
            network.init();
            // Gates all open, the state forgotten: a unit is tanh(tanh) of its candidate.
            INDArray weights = network.getLayer("lstm").getParam("W").assign(0);
            network.getLayer("lstm").getParam("RW").assign(0);
            INDArray bias = network.getLayer("lstm").getParam("b").assign(0);
            for (int unit = 0; unit < 3; unit++) {
                bias.putScalar(unit, 20).putScalar(3 + unit, -20).putScalar(9 + unit, 20);
            }
            int ownLoudness = 9 * 26;
            int loudnessAhead = 18 * 26;
            weights.putScalar(ownLoudness, 6, 0.02).putScalar(loudnessAhead, 7, 0.02);
            network.getLayer("output").getParam("W").assign(0);
            INDArray labels = network.getLayer("output").getParam("b").assign(-20);
            labels.putScalar(alphabet.blankIndex(), 0).putScalar(alphabet.encode("a")[0], 3);
            network.getLayer("output").getParam("W").putScalar(0, alphabet.encode("a")[0], 20);
            network.getLayer("output").getParam("W").putScalar(1, alphabet.encode("a")[0], 0.5);
            SpeechFormat format = new SpeechFormat(frontEnd, alphabet, TextNormalizer.ENGLISH_BASIC.name());
            return SpeechModel.of(network, format, "CC0-1.0", List.<ProvenanceStep>of());
        }

        private void assertIsAClipOfItsOwn(SpeechModel model, SpeechStream.Segment segment) {
            Clip alone =
                    new Clip(folder.resolve("sound.wav"), segment.startSeconds(), OptionalDouble.of(segment.seconds()));
            Heard heard = new Transcriber(model).transcribe(List.of(alone)).get(0);
            assertThat(segment.transcript().text()).isEqualTo(heard.text());
            assertThat(segment.transcript().words())
                    .extracting(Word::text, Word::startSeconds, Word::endSeconds)
                    .isEqualTo(heard.transcript().orElseThrow().words().stream()
                            .map(word -> tuple(word.text(), word.startSeconds(), word.endSeconds()))
                            .toList());
            assertThat(segment.transcript().logProb())
                    .isCloseTo(heard.transcript().orElseThrow().logProb(), within(1e-3));
        }

        @ParameterizedTest
        @EnumSource(ClipEnd.class)
        void theStreamIsStillTheWholeClip(ClipEnd clipEnd) throws IOException, URISyntaxException {
            SpeechModel model = imported(clipEnd);
            float[] sound = written(speech(3));
            SplittableRandom random = new SplittableRandom(7);
            for (int time = 0; time < 4; time++) {
                StreamSettings settings = new StreamSettings(random.nextDouble(0.03, 1.2), 31);
                Told told = hear(model, settings, sound, random.nextLong());
                assertThat(told.segments).hasSize(1);
                assertThat(told.segments.get(0).seconds()).isEqualTo((double) sound.length / RATE_HZ);
                assertIsAClipOfItsOwn(model, told.segments.get(0));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 511, 512, 700, 3000, 3393})
        void alsoWhereTheClipIsShorterThanWhatIsHeardAhead(int samples) throws IOException, URISyntaxException {
            for (ClipEnd clipEnd : ClipEnd.values()) {
                SpeechModel model = imported(clipEnd);
                float[] sound = written(noise(samples / (double) RATE_HZ, 0.5));
                for (SpeechStream.Segment segment : hear(model, WITHOUT_PAUSES, sound, samples).segments) {
                    assertIsAClipOfItsOwn(model, segment);
                }
            }
        }

        @ParameterizedTest
        @EnumSource(ClipEnd.class)
        void segmentsThatEndInPausesAreClipsOfTheirOwn(ClipEnd clipEnd) throws IOException {
            SpeechModel model = loudness(clipEnd);
            float[] sound = written(
                    joined(List.of(noise(1.7, 0), noise(0.6, 0.9), noise(1.5, 0), noise(0.5, 0.9), noise(1, 0))));
            for (int seed = 0; seed < 3; seed++) {
                Told told = hear(model, StreamSettings.DEFAULT, sound, seed);
                assertThat(told.segments)
                        .extracting(segment -> segment.transcript().text())
                        .containsExactly("a", "a");
                told.segments.forEach(segment -> assertIsAClipOfItsOwn(model, segment));
            }
        }
    }

    @Nested
    class Pauses {
        /** Recognises one long "a" wherever the sound is loud, and nothing in silence. */
        private static SpeechModel loudness() {
            LogMelFrontEnd live = LogMelFrontEnd.standard().with(Normalization.MeanOver.SO_FAR);
            Alphabet alphabet = Alphabet.english();
            ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                    .graphBuilder()
                    .addInputs("features")
                    .setInputTypes(InputType.recurrent(live.coefficients()))
                    .addLayer(
                            "output",
                            new CtcOutputLayer("output", live.coefficients(), alphabet.size(), alphabet.blankIndex()),
                            "features")
                    .setOutputs("output")
                    .build());
            network.init();
            network.getLayer("output").getParam("W").assign(0);
            network.getLayer("output").getParam("b").assign(-20);
            network.getLayer("output").getParam("b").putScalar(alphabet.blankIndex(), 0);
            int a = alphabet.encode("a")[0];
            network.getLayer("output").getParam("b").putScalar(a, 0);
            network.getLayer("output").getParam("W").getColumn(a).assign(1.0 / live.coefficients());
            SpeechFormat format = new SpeechFormat(live, alphabet, TextNormalizer.ENGLISH_BASIC.name());
            return SpeechModel.of(network, format, "CC0-1.0", List.<ProvenanceStep>of());
        }

        private static float[] threeWords() {
            return joined(List.of(
                    noise(1.7, 0),
                    noise(0.6, 0.9),
                    noise(1.5, 0),
                    noise(0.5, 0.9),
                    noise(0.4, 0),
                    noise(0.5, 0.9),
                    noise(2.2, 0)));
        }

        @Test
        void endSegmentsWhichAreThenClipsOfTheirOwn() throws IOException {
            SpeechModel model = loudness();
            float[] sound = written(threeWords());
            Told told = hear(model, StreamSettings.DEFAULT, sound, 3);
            assertThat(told.segments).hasSize(2);
            assertThat(told.segments)
                    .extracting(segment -> segment.transcript().text())
                    .containsExactly("a", "aa");
            SpeechStream.Segment second = told.segments.get(1);
            assertThat(told.segments.get(0).startSeconds()).isBetween(0.8, 1.7);
            assertThat(second.startSeconds()).isBetween(2.7, 3.8);
            assertThat(second.transcript().words().get(0).startSeconds() + second.startSeconds())
                    .isCloseTo(3.8, within(0.1));
            for (SpeechStream.Segment segment : told.segments) {
                Clip alone = new Clip(
                        folder.resolve("sound.wav"), segment.startSeconds(), OptionalDouble.of(segment.seconds()));
                Heard heard = new Transcriber(model).transcribe(List.of(alone)).get(0);
                assertThat(segment.transcript().words())
                        .extracting(Word::text, Word::startSeconds, Word::endSeconds)
                        .isEqualTo(heard.transcript().orElseThrow().words().stream()
                                .map(word -> tuple(word.text(), word.startSeconds(), word.endSeconds()))
                                .toList());
            }
        }

        @Test
        void areFoundHoweverTheSoundComes() {
            SpeechModel model = loudness();
            List<SpeechStream.Segment> expected = hear(model, StreamSettings.DEFAULT, threeWords(), 0).segments;
            for (int seed = 1; seed < 6; seed++) {
                assertThat(hear(model, StreamSettings.DEFAULT, threeWords(), seed).segments)
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
        }

        @Test
        void silenceSaysNothing() {
            Told told = hear(loudness(), StreamSettings.DEFAULT, noise(40, 0), 1);
            assertThat(told.partials).isEmpty();
            assertThat(told.segments).isEmpty();
        }

        /** A model that writes a word in every frame is not asked about silence. */
        @Test
        void whatHearsWordsInSilenceIsNotAsked() {
            SpeechModel model = loudness();
            model.network()
                    .getLayer("output")
                    .getParam("b")
                    .putScalar(model.format().alphabet().encode("a")[0], 60);
            assertThat(hear(model, StreamSettings.DEFAULT, noise(3, 0.1), 1).text())
                    .startsWith("a");
            Told told = hear(model, StreamSettings.DEFAULT, noise(40, 0), 1);
            assertThat(told.partials).isEmpty();
            assertThat(told.segments).isEmpty();
        }

        @Test
        void theTextSoFarGrowsAndBeginsAnewWithTheNextSegment() {
            SpeechModel model = loudness();
            Told told = new Told();
            SpeechStream stream = SpeechStream.open(model, StreamSettings.DEFAULT, told);
            float[] sound = threeWords();
            for (int at = 0; at < sound.length; at += 800) {
                stream.accept(Arrays.copyOfRange(sound, at, at + 800), Math.min(800, sound.length - at));
            }
            stream.finish();
            assertThat(told.partials).containsExactly("a", "a", "aa");
        }
    }

    @Test
    void streamsOfOneModelDoNotDisturbEachOther() {
        SpeechModel model = TinySpeech.streaming(2, 4);
        float[] digits = speech(3);
        float[] others = Arrays.copyOfRange(speech(7), digits.length, 2 * digits.length);
        Told one = new Told();
        Told other = new Told();
        SpeechStream first = SpeechStream.open(model, WITHOUT_PAUSES, one);
        SpeechStream second = SpeechStream.open(model, WITHOUT_PAUSES, other);
        for (int at = 0; at + 1600 <= digits.length; at += 1600) {
            first.accept(Arrays.copyOfRange(digits, at, at + 1600), 1600);
            second.accept(Arrays.copyOfRange(others, at, at + 1600), 1600);
        }
        first.finish();
        second.finish();
        int whole = digits.length / 1600 * 1600;
        assertThat(one.text())
                .isEqualTo(hear(model, WITHOUT_PAUSES, Arrays.copyOf(digits, whole), 1)
                        .text());
        assertThat(other.text())
                .isEqualTo(hear(model, WITHOUT_PAUSES, Arrays.copyOf(others, whole), 1)
                        .text());
        assertThat(one.text()).isNotEqualTo(other.text());
        assertThatThrownBy(first::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> first.accept(digits, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void modelsThatNeedWholeClipsAreRefused() {
        Told told = new Told();
        assertThatThrownBy(() -> SpeechStream.open(TinySpeech.model(1), StreamSettings.DEFAULT, told))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("lstm1")
                .hasMessageContaining("streaming");
        SpeechModel live = TinySpeech.streaming(1, 1);
        SpeechModel wholeClip = SpeechModel.of(live.network(), TinySpeech.format(), "CC0-1.0", List.of());
        assertThatThrownBy(() -> SpeechStream.open(wholeClip, StreamSettings.DEFAULT, told))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("mean of each whole clip");
        assertThat(live.obstacleToStreaming()).isEmpty();
    }
}
