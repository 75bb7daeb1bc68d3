package attune.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogSoftMax;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** The runtime of {@link CtcOutputLayer}. Utterances are independent, so their losses are computed in parallel. */
final class CtcOutputRuntime extends SequenceRuntime<CtcOutputLayer> implements IOutputLayer {
    private static final long serialVersionUID = 1L;

    private @Nullable INDArray labels;
    private @Nullable INDArray featuresMask;
    /** The score from the last backward pass, so that asking for it does not cost a second forward pass. */
    private @Nullable Double scoreOfBackward;

    CtcOutputRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray x = timeMajorInput(training, workspaces);
        INDArray y = TimeMajor.create(
                ArrayType.ACTIVATIONS,
                workspaces,
                dataType,
                x.size(0),
                x.size(1),
                layerConf().getNOut());
        INDArray logits = project(x, TimeMajor.rows(y));
        Nd4j.exec(new LogSoftMax(logits, logits)); // over the last axis
        return TimeMajor.asDl4j(y);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(@Nullable INDArray none, LayerWorkspaceMgr workspaces) {
        INDArray x = timeMajorInput(true, workspaces);
        Losses losses = losses(x, workspaces);
        scoreOfBackward = losses.mean();
        INDArray delta = losses.gradient();
        INDArray rows = TimeMajor.rows(x);
        INDArray weights = Slices.named(ProjectionParameters.WEIGHT, params);
        INDArray dWeights = Slices.named(ProjectionParameters.WEIGHT, gradientViews);
        Rowwise.product(rows.transpose(), delta, dWeights);
        delta.sum(Slices.named(ProjectionParameters.BIAS, gradientViews), 0);
        INDArray dx = TimeMajor.create(ArrayType.ACTIVATION_GRAD, workspaces, dataType, x.shape());
        Rowwise.multiply(delta, weights.transpose(), TimeMajor.rows(dx));
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().putAll(gradientViews);
        return new Pair<>(gradient, TimeMajor.asDl4j(backpropDropOutIfPresent(dx)));
    }

    @Override
    public double computeScore(double regularization, boolean training, LayerWorkspaceMgr workspaces) {
        Double known = scoreOfBackward;
        scoreOfBackward = null;
        score = regularization
                + (known != null
                        ? known
                        : losses(timeMajorInput(training, workspaces), workspaces)
                                .mean());
        return score;
    }

    @Override
    public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaces) {
        double[] perLabel =
                losses(timeMajorInput(false, workspaces), workspaces).perLabel();
        INDArray scores =
                Nd4j.create(perLabel, new long[] {perLabel.length, 1}, 'c').addi(regularization);
        return workspaces.dup(ArrayType.ACTIVATIONS, scores.castTo(dataType));
    }

    /** Logits of every frame, [frame·utterance × label]. */
    private INDArray project(INDArray x, INDArray into) {
        Rowwise.multiply(TimeMajor.rows(x), Slices.named(ProjectionParameters.WEIGHT, params), into);
        return into.addiRowVector(Slices.named(ProjectionParameters.BIAS, params));
    }

    private Losses losses(INDArray x, LayerWorkspaceMgr workspaces) {
        int frames = (int) x.size(0);
        int utterances = (int) x.size(1);
        int classes = (int) layerConf().getNOut();
        INDArray logits = project(
                x,
                workspaces.createUninitialized(
                        ArrayType.FF_WORKING_MEM, dataType, new long[] {(long) frames * utterances, classes}, 'c'));
        return Losses.of(
                logits,
                TimeMajor.lengths(featuresMask, utterances, frames),
                transcripts(utterances),
                layerConf().getBlank());
    }

    /** Each utterance's labels, without the padding. */
    private int[][] transcripts(int utterances) {
        INDArray given = Objects.requireNonNull(labels, "no labels were set");
        if (given.rank() != 2 || given.size(0) != utterances) {
            throw new IllegalArgumentException("labels must be [" + utterances
                    + " utterances × longest transcript], got " + given.shapeInfoToString() + " " + layerId());
        }
        return Arrays.stream(given.toIntMatrix())
                .map(row -> Arrays.stream(row).takeWhile(label -> label >= 0).toArray())
                .toArray(int[][]::new);
    }

    // DL4J requires these of every output layer; this one has no use for them.

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public void setLabels(INDArray labels) {
        this.labels = labels;
    }

    @Override
    public @Nullable INDArray getLabels() {
        return labels;
    }

    /** Keeps the features mask, which says how long each utterance is; nothing below needs it after this layer. */
    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArray(
            @Nullable INDArray mask, MaskState state, int utterances) {
        featuresMask = mask;
        return null;
    }

    /** DL4J offers a labels mask here; labels are padded with −1 instead. */
    @Override
    public void setMaskArray(@Nullable INDArray labelsMask) {}

    @Override
    public void clear() {
        super.clear();
        labels = null;
        featuresMask = null;
    }

    @Override
    @SuppressWarnings("deprecation") // in the interface, without a successor
    public int numLabels() {
        return (int) layerConf().getNOut();
    }

    @Override
    public double f1Score(DataSet data) {
        throw noClassifier();
    }

    @Override
    public double f1Score(INDArray examples, INDArray labels) {
        throw noClassifier();
    }

    @Override
    public void fit(DataSetIterator iterator) {
        throw noClassifier();
    }

    @Override
    public int[] predict(INDArray examples) {
        throw noClassifier();
    }

    @Override
    public List<String> predict(DataSet data) {
        throw noClassifier();
    }

    @Override
    public void fit(INDArray examples, INDArray labels) {
        throw noClassifier();
    }

    @Override
    public void fit(DataSet data) {
        throw noClassifier();
    }

    @Override
    public void fit(INDArray examples, int[] labels) {
        throw noClassifier();
    }

    private static UnsupportedOperationException noClassifier() {
        return new UnsupportedOperationException(
                "a CTC output labels sequences: it is trained as part of its graph and has no F1 score");
    }
}
