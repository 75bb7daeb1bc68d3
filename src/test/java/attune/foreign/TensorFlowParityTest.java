package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.decoding.BeamDecoder;
import attune.decoding.BeamSettings;
import attune.decoding.FusedModel;
import attune.decoding.HotWords;
import attune.decoding.Hypothesis;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.features.FeatureMatrix;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Files written by TensorFlow 1.15 give the outputs that it computed from them and the transcripts of DeepSpeech's
 * client 0.9.3. {@code scripts/lab import golden} makes them all.
 */
class TensorFlowParityTest {
    static final List<String> FORMS = List.of("checkpoint", "model.pb", "model.pbmm");

    private static final int OUTPUTS = 29;
    private static final int CEPSTRA = 26;

    /** The promised accuracy; single precision in another order of summing costs a fiftieth of it. */
    private static final float PROBABILITY = 1e-4f;

    private static Path file(String name) {
        return Golden.file("tensorflow/" + name);
    }

    private static float[] floats(String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(name))).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.capacity() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static JsonNode client() throws IOException {
        return new ObjectMapper().readTree(file("client.json").toFile());
    }

    private static Waveform clip() throws IOException {
        Path clips = Path.of("corpora/asterisk-en/clips");
        return new AudioReader().read(clips.resolve(client().get("clip").textValue() + ".flac"), 16_000);
    }

    private static float[][] logProbabilities(DeepSpeech model, Waveform clip) {
        FeatureMatrix features = model.frontEnd().extract(clip);
        long[] shape = {1, features.frames(), features.coefficients()};
        INDArray input = Nd4j.create(features.values(), shape, 'c').permute(0, 2, 1);
        INDArray output = model.network().output(input.dup('c'))[0];
        return output.slice(0).transpose().toFloatMatrix();
    }

    private static void sameProbabilities(float[][] logProbabilities, float[] probabilities) {
        assertThat(logProbabilities.length * OUTPUTS).isEqualTo(probabilities.length);
        for (int i = 0; i < probabilities.length; i++) {
            assertThat((float) Math.exp(logProbabilities[i / OUTPUTS][i % OUTPUTS]))
                    .isCloseTo(probabilities[i], within(PROBABILITY));
        }
    }

    private static DeepSpeech read(String form, ClipEnd clipEnd) throws IOException {
        return DeepSpeech.read(file(form), Optional.empty(), clipEnd, Map.of());
    }

    @Test
    void cepstraAreThoseOfTensorFlow() throws IOException {
        DeepSpeech model = read("model.pb", ClipEnd.DROPPED);
        FeatureMatrix features = model.frontEnd().extract(clip());
        float[] cepstra = floats("dropped.cepstra.f32");
        assertThat(features.frames() * CEPSTRA).isEqualTo(cepstra.length);
        for (int i = 0; i < cepstra.length; i++) {
            // For numbers up to 250; our transform is in single precision, TensorFlow's in double.
            assertThat(features.value(i / CEPSTRA, 9 * CEPSTRA + i % CEPSTRA)).isCloseTo(cepstra[i], within(2e-4f));
        }
    }

    @ParameterizedTest
    @FieldSource("FORMS")
    void probabilitiesAreThoseOfTensorFlow(String form) throws IOException {
        DeepSpeech training = read(form, ClipEnd.DROPPED);
        sameProbabilities(logProbabilities(training, clip()), floats("dropped.f32"));
        DeepSpeech client = read(form, ClipEnd.PADDED);
        sameProbabilities(logProbabilities(client, clip()), floats("padded.f32"));
    }

    @Test
    void textsAreThoseOfDeepSpeechsClient() throws IOException {
        DeepSpeech model = read("model.pbmm", ClipEnd.PADDED);
        List<String> texts = new ArrayList<>();
        client().get("texts").forEach(text -> texts.add(text.textValue()));
        BeamSettings settings = new BeamSettings(
                client().get("beam").intValue(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, texts.size(), 0);
        BeamDecoder decoder = new BeamDecoder(
                model.alphabet(), model.frontEnd().frameSeconds(), settings, new FusedModel.None(), HotWords.none());
        assertThat(decoder.search(logProbabilities(model, clip())).hypotheses())
                .extracting(Hypothesis::text)
                .containsExactlyElementsOf(texts);
    }

    /**
     * The client does not report frame probabilities, but the probability of a text: in a clip of a single frame, a
     * one-character text is as probable as its label in that frame.
     */
    @Test
    void aFramesProbabilitiesAreThoseOfDeepSpeechsClient() throws IOException {
        DeepSpeech model = read("model.pbmm", ClipEnd.PADDED);
        int samples = client().get("snippetSamples").intValue();
        float[] snippet = Arrays.copyOf(clip().samples(), samples);
        float[][] frames = logProbabilities(model, new Waveform(snippet, 16_000));
        assertThat(frames).hasDimensions(1, OUTPUTS);
        JsonNode texts = client().get("snippetTexts");
        assertThat(texts).hasSize(OUTPUTS);
        for (int output = 0; output < OUTPUTS; output++) {
            boolean blank = output == model.alphabet().blankIndex();
            String text = blank ? "" : model.alphabet().labels().get(output);
            assertThat((float) Math.exp(frames[0][output]))
                    .isCloseTo((float) Math.exp(texts.get(text).doubleValue()), within(PROBABILITY));
        }
    }
}
