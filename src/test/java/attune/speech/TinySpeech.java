package attune.speech;

import attune.bundle.ProvenanceStep;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.features.FeatureMatrix;
import attune.features.LogMelFrontEnd;
import attune.features.Normalization;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.seed.RunSeed;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.speech.store.Example;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/** Clips and models small enough to test with in seconds. */
public final class TinySpeech {
    /** The corpus in the repository. */
    public static final Path CORPUS = Path.of("corpora", "asterisk-en");

    /** Twelve short clips, one word each. */
    public static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");

    private TinySpeech() {}

    /** Clips of the training part whose file name ends like this, such as {@code "digits/7"}. */
    public static List<Utterance> clips(List<String> names) {
        List<Utterance> all = Manifest.read(CORPUS.resolve("train.jsonl"));
        return names.stream()
                .map(name -> all.stream()
                        .filter(one -> one.clip().audio().endsWith("clips/" + name + ".flac"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("the corpus has no clip " + name)))
                .toList();
    }

    /** The spoken digits. */
    public static List<Utterance> digits() {
        return clips(DIGITS.stream().map(digit -> "digits/" + digit).toList());
    }

    /** A manifest of clips. */
    public static Path manifest(Path file, List<Utterance> utterances) throws IOException {
        Manifest.write(file, utterances);
        return file;
    }

    /** English, through the standard front end. */
    public static SpeechFormat format() {
        return new SpeechFormat(LogMelFrontEnd.standard(), Alphabet.english(), TextNormalizer.ENGLISH_BASIC.name());
    }

    /** An untrained network of two layers for that format. */
    public static ComputationGraph network(long seed) {
        return AcousticNetwork.create(
                format().frontEnd().coefficients(),
                NetworkShape.bidirectional(2, 12),
                format().alphabet(),
                new RunSeed(seed));
    }

    /** A model of that network. */
    public static SpeechModel model(long seed) {
        return SpeechModel.of(network(seed), format(), "CC0-1.0", List.<ProvenanceStep>of());
    }

    /** An untrained network that streams, with layers between the recurrent ones that know no time. */
    public static ComputationGraph withDenseLayersBetween() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("features")
                .setInputTypes(InputType.recurrent(6))
                .addLayer("below", dense(6, 7), "features")
                .addLayer("lstm", new Lstm("lstm", 7, 8), "below")
                .addLayer("dense", dense(8, 5), "lstm")
                .addLayer("lstm2", new Lstm("lstm2", 5, 5), "dense")
                .addLayer("output", new CtcOutputLayer("output", 5, 4, 0), "lstm2")
                .setOutputs("output")
                .build());
        network.init();
        return network;
    }

    private static DenseLayer dense(int inputs, int units) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(units)
                .activation(Activation.TANH)
                .build();
    }

    /** The same written to a file. */
    public static Path bundle(Path file, long seed) throws IOException {
        model(seed).write(file);
        return file;
    }

    /** An untrained model for live sound. */
    public static SpeechModel streaming(int layers, long seed) {
        LogMelFrontEnd live = LogMelFrontEnd.standard().with(Normalization.MeanOver.SO_FAR);
        ComputationGraph network = AcousticNetwork.create(
                live.coefficients(), NetworkShape.streaming(layers, 12), format().alphabet(), new RunSeed(seed));
        // Random weights alone give the same output in every frame.
        network.getLayer(AcousticNetwork.OUTPUT).getParam("W").muli(12);
        SpeechFormat format = new SpeechFormat(live, format().alphabet(), format().normalizer());
        return SpeechModel.of(network, format, "CC0-1.0", List.<ProvenanceStep>of());
    }

    /** Features that mean nothing. */
    public static FeatureMatrix noise(int frames, int coefficients, SplittableRandom random) {
        float[] values = new float[frames * coefficients];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return new FeatureMatrix(values, frames, coefficients);
    }

    /** An output layer that writes one label in every frame, whatever its input. */
    public static ComputationGraph deafNetwork(int label) {
        ComputationGraph network = network(1);
        var output = network.getLayer(AcousticNetwork.OUTPUT);
        output.getParam("W").assign(0);
        output.getParam("b").assign(0);
        output.getParam("b").putScalar(label, 9);
        return network;
    }

    /** The largest difference between two clips' log-probabilities. */
    public static double distance(float[][] a, float[][] b) {
        if (a.length != b.length) {
            throw new AssertionError(a.length + " frames against " + b.length);
        }
        double most = 0;
        for (int frame = 0; frame < a.length; frame++) {
            for (int label = 0; label < a[frame].length; label++) {
                most = Math.max(most, Math.abs(a[frame][label] - b[frame][label]));
            }
        }
        return most;
    }

    /** An example of this many frames, without text. */
    public static Example example(String id, FeatureMatrix features, String text) {
        return new Example(id, features, text, Alphabet.english().encode(text));
    }

    /** Whether two arrays of arrays hold the same bits. */
    public static boolean sameBits(float[][] a, float[][] b) {
        return Arrays.deepEquals(a, b);
    }
}
