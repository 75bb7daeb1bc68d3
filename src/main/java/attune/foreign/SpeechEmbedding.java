package attune.foreign;

import attune.fault.UserFault;
import attune.layers.BandConvolution;
import attune.layers.BandFrame;
import attune.layers.BandStem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Google's speech embedding (J. Lin, K. Kilgour, D. Roblek, M. Sharifi, "Training keyword spotters with limited and
 * synthesized speech data", arXiv 2002.01322) as openWakeWord exports it to ONNX: convolutions with the batch
 * normalisation folded in, each followed by a leaky ReLU with a floor, and maxima in between. The last convolution,
 * which has neither, turns the output into an embedding and is left out.
 *
 * <p>The file's graph takes 76 windows and pads over bands, not over time. A {@link BandStem} takes any number and has
 * zeros around an utterance, so it gives the same numbers wherever none of these is in reach.
 */
public final class SpeechEmbedding {
    static final String REMEDY =
            "give the speech embedding, embedding_model.onnx, as in Attune's models/speech-embedding";

    /** Windows in a frame: two of the four maxima below the last halve the number of windows. */
    private static final BandFrame INPUT = new BandFrame(4, 32, 1);

    /**
     * The third, fourth and fifth block, of which the last alone did as well on prompts, but had two points more letters
     * of unheard actors wrong (the table in {@code models/source-en}).
     */
    private static final List<String> TAPS = List.of("pool3", "pool4", "conv19");

    private final OnnxGraph graph;
    private final List<BandStem.Part> parts = new ArrayList<>();
    private BandFrame frame = INPUT;
    private int next;

    private SpeechEmbedding(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Reads the convolutions.
     *
     * @param file {@code embedding_model.onnx}
     * @return all but the last
     * @throws UserFault if it is not that network, or is damaged
     * @throws IOException if it cannot be read
     */
    public static BandStem read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserFault(file.toString(), "there is no such file", REMEDY);
        }
        SpeechEmbedding embedding = new SpeechEmbedding(OnnxGraph.read(file));
        embedding.readParts();
        return embedding.stem();
    }

    /** What the third, fourth and fifth of five blocks give; each with half the bands of the one before. */
    private BandStem stem() {
        try {
            return new BandStem(INPUT, parts, TAPS);
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    graph.file().toString(), "is not a speech embedding (" + e.getMessage() + ")", REMEDY, e);
        }
    }

    private void readParts() {
        OnnxNode reshape = take("Reshape");
        String flow = only(reshape.outputs(), reshape);
        int convolutions = 0;
        int maxima = 0;
        while (!isHead()) {
            OnnxNode node = following("Conv");
            if (!flow.equals(node.inputs().stream().findFirst().orElse(""))) {
                throw node.fault("the network branches at " + flow + ", which a speech embedding does not");
            }
            flow = node.operation().equals("MaxPool")
                    ? pooling("pool" + ++maxima)
                    : convolution("conv" + ++convolutions);
        }
    }

    /** Whether what is left is the last maximum and the convolution without a bias. */
    private boolean isHead() {
        return next + 1 < graph.nodes().size()
                && graph.nodes().get(next + 1).operation().equals("Conv")
                && graph.nodes().get(next + 1).inputs().size() == 2;
    }

    private String convolution(String name) {
        OnnxNode node = take("Conv");
        FloatTensor weights = graph.tensor(node, 1);
        FloatTensor bias = graph.tensor(node, 2);
        List<Long> sizes = weights.shape().sizes();
        if (sizes.size() != 4
                || sizes.get(1) != frame.channels()
                || bias.shape().count() != sizes.get(0)) {
            throw node.fault("weights " + weights.shape() + " and bias " + bias.shape() + " for " + frame.channels()
                    + " channels");
        }
        double beside = (sizes.get(3) - 1) / 2.0;
        node.require("pads", List.of(0.0, beside, 0.0, beside), List.of(0.0, 0.0, 0.0, 0.0));
        node.require("strides", List.of(1.0, 1.0), List.of(1.0, 1.0));
        node.require("dilations", List.of(1.0, 1.0), List.of(1.0, 1.0));
        node.require("group", List.of(1.0), List.of(1.0));
        OnnxNode leak = take("LeakyRelu");
        List<Double> alpha = leak.attributes().getOrDefault("alpha", List.of(0.01));
        if (alpha.size() != 1) {
            throw leak.fault("the slope of an activation is " + alpha);
        }
        OnnxNode maximum = take("Max");
        FloatTensor floor = graph.tensor(maximum, 1);
        if (floor.shape().count() != 1) {
            throw maximum.fault("the activation's floor has the shape " + floor.shape());
        }
        BandConvolution.Filter filter;
        try {
            filter = new BandConvolution.Filter(
                    Math.toIntExact(sizes.get(2)),
                    Math.toIntExact(sizes.get(3)),
                    Math.toIntExact(sizes.get(0)),
                    alpha.get(0),
                    floor.values()[0]);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw node.fault(String.valueOf(e.getMessage()));
        }
        parts.add(new BandStem.Convolution(name, frame, filter, Map.of("W", weights.values(), "b", bias.values())));
        frame = frame.withChannels(filter.outputs());
        return only(maximum.outputs(), maximum);
    }

    private String pooling(String name) {
        OnnxNode node = take("MaxPool");
        List<Integer> window = node.whole("kernel_shape");
        node.require("strides", node.attributes().getOrDefault("kernel_shape", List.of()), List.of(1.0, 1.0));
        try {
            BandFrame pooled = frame.pooled(window.get(0), window.get(1));
            parts.add(new BandStem.Pooling(name, frame, window.get(0), window.get(1)));
            frame = pooled;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw node.fault("a maximum over windows " + window + ": " + e.getMessage());
        }
        return only(node.outputs(), node);
    }

    private OnnxNode following(String operation) {
        if (next >= graph.nodes().size()) {
            throw new UserFault(graph.file().toString(), "ends where a speech embedding has a " + operation, REMEDY);
        }
        return graph.nodes().get(next);
    }

    private OnnxNode take(String operation) {
        OnnxNode node = following(operation);
        if (!node.operation().equals(operation)) {
            throw node.fault("has a " + node.operation() + " where a speech embedding has a " + operation);
        }
        next++;
        return node;
    }

    private static String only(List<String> names, OnnxNode node) {
        if (names.size() != 1) {
            throw node.fault(node.operation() + " has " + names.size() + " outputs");
        }
        return names.get(0);
    }
}
