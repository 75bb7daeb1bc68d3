package attune.bench;

import java.util.List;
import java.util.Optional;

/** What a thread is at in a training step, as its stack tells. */
enum StepPart {
    CONVOLUTIONS("stem: convolutions, forward"),
    CONVOLUTIONS_BY_INPUT("stem: convolutions' gradients of inputs"),
    CONVOLUTIONS_BY_WEIGHTS("stem: convolutions' gradients of weights"),
    ACTIVATIONS("stem: activations, backward"),
    MAXIMA("stem: maxima"),
    FORWARD("recurrent layers, forward"),
    BACKWARD("recurrent layers, backward"),
    OUTPUT("output layer's products"),
    CTC("CTC"),
    LAYOUTS("weights and their gradients in other layouts"),
    COPIES("activations copied and reversed"),
    SUMS("sums over directions"),
    PRIMITIVES("making oneDNN's primitives"),
    JOINTS("outputs of layers joined and parted"),
    DROPOUT("dropout"),
    ADAM("AdamW"),
    BATCHES("batches"),
    GRAPH("Deeplearning4j's graph, and the loop around it");

    /**
     * A frame that tells. Frames without a rule, such as ND4J's, do what their caller is at.
     *
     * @param type beginning of the class's name
     * @param method beginning of the method's name
     * @param part empty for one that waits
     */
    private record Rule(String type, String method, Optional<StepPart> part) {
        Rule(String type, String method, StepPart part) {
            this(type, method, Optional.of(part));
        }

        Rule(String type, StepPart part) {
            this(type, "", part);
        }

        boolean tells(StackTraceElement frame) {
            return frame.getClassName().startsWith(type)
                    && frame.getMethodName().startsWith(method);
        }
    }

    private static final String LAYERS = "attune.layers.";
    private static final String KERNEL = LAYERS + "kernel.";
    private static final String CONVOLUTION = KERNEL + "ConvolutionKernel";
    private static final String LSTM = KERNEL + "OneDnnLstm";
    private static final String TRAINING = "attune.training.";

    /** The first that fits counts. */
    private static final List<Rule> RULES = List.of(
            new Rule(KERNEL + "SideBySide", "await", Optional.empty()),
            new Rule("org.bytedeco.dnnl.", "allocate", PRIMITIVES),
            new Rule(KERNEL + "Primitives", PRIMITIVES),
            new Rule(KERNEL + "KeptPrimitives", PRIMITIVES),
            new Rule(KERNEL + "Reordering", LAYOUTS),
            new Rule(LSTM, "zero", LAYOUTS),
            new Rule(LSTM, "forward", FORWARD),
            new Rule(LSTM, "backward", BACKWARD),
            new Rule(LSTM, PRIMITIVES),
            new Rule(KERNEL + "OneDnnRoom", LAYOUTS),
            new Rule(KERNEL + "Rows", COPIES),
            new Rule(LAYERS + "TimeMajor", "of", COPIES),
            new Rule(LAYERS + "BatchMajor", COPIES),
            new Rule(KERNEL + "LstmWeights", "add", SUMS),
            new Rule(LAYERS + "Rowwise", "product", OUTPUT),
            new Rule(LAYERS + "Rowwise", SUMS),
            new Rule(LAYERS + "BandPooling", MAXIMA),
            new Rule(KERNEL + "PoolingKernel", MAXIMA),
            new Rule(CONVOLUTION, "byPictures", CONVOLUTIONS_BY_INPUT),
            new Rule(CONVOLUTION, "byWeights", CONVOLUTIONS_BY_WEIGHTS),
            new Rule(CONVOLUTION, "lambda$forward", CONVOLUTIONS),
            new Rule(KERNEL + "FlooredLeak", ACTIVATIONS),
            new Rule(CONVOLUTION, ACTIVATIONS),
            new Rule(LAYERS + "Band", CONVOLUTIONS),
            new Rule("attune.ctc.", CTC),
            new Rule(LAYERS + "Losses", CTC),
            new Rule(LAYERS + "CtcOutputRuntime", OUTPUT),
            new Rule(LAYERS + "SeededDropout", DROPOUT),
            new Rule(TRAINING + "FusedAdamUpdate", ADAM),
            new Rule(TRAINING + "AdamW", ADAM),
            new Rule(TRAINING + "AheadBatches", BATCHES),
            new Rule("attune.bench.RandomSpeech", BATCHES),
            new Rule("org.deeplearning4j.nn.graph.vertex.impl.MergeVertex", JOINTS),
            new Rule("org.deeplearning4j.", GRAPH),
            new Rule(TRAINING + "GraphSteps", GRAPH),
            new Rule(TRAINING + "Trainer", GRAPH));

    private final String text;

    StepPart(String text) {
        this.text = text;
    }

    /** For the page. */
    @Override
    public String toString() {
        return text;
    }

    /**
     * What a thread is at.
     *
     * @param stack innermost frame first
     * @return empty if it waits, or is at something else
     */
    static Optional<StepPart> of(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            for (Rule rule : RULES) {
                if (rule.tells(frame)) {
                    return rule.part;
                }
            }
        }
        return Optional.empty();
    }
}
