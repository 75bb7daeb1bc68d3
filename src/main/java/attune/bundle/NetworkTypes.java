package attune.bundle;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of Deeplearning4j and ND4J 1.0.0-M2.1 that a bundle's network may name, one by one. All are plain
 * configuration. Deliberately excluded: everything built on SameDiff (attention, capsules, lambdas, locally connected
 * layers), which carries its own graphs, and whatever none of our recognisers or classifiers needs.
 */
final class NetworkTypes {
    private static final String CONF = "org.deeplearning4j.nn.conf.";
    private static final String LINALG = "org.nd4j.linalg.";

    /** Simple names by package, dot included. */
    static final Map<String, String> BY_PACKAGE = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    CONF + "layers.",
                    "ActivationLayer BatchNormalization CenterLossOutputLayer CnnLossLayer Convolution1D Convolution1DLayer"
                            + " Convolution2D ConvolutionLayer Deconvolution2D DenseLayer DepthwiseConvolution2D"
                            + " DropoutLayer EmbeddingLayer EmbeddingSequenceLayer GlobalPoolingLayer"
                            + " GravesBidirectionalLSTM GravesLSTM LSTM LocalResponseNormalization LossLayer OutputLayer"
                            + " PReLULayer Pooling1D Pooling2D RnnLossLayer RnnOutputLayer SeparableConvolution2D"
                            + " SpaceToBatchLayer SpaceToDepthLayer Subsampling1DLayer SubsamplingLayer Upsampling1D"
                            + " Upsampling2D ZeroPadding1DLayer ZeroPaddingLayer"),
            Map.entry(CONF + "layers.convolutional.", "Cropping1D Cropping2D"),
            Map.entry(
                    CONF + "layers.misc.",
                    "ElementWiseMultiplicationLayer FrozenLayer FrozenLayerWithBackprop RepeatVector"),
            Map.entry(CONF + "layers.recurrent.", "Bidirectional LastTimeStep SimpleRnn TimeDistributed"),
            Map.entry(CONF + "layers.util.", "MaskLayer MaskZeroLayer"),
            Map.entry(
                    CONF + "graph.",
                    "ElementWiseVertex FrozenVertex L2NormalizeVertex L2Vertex LayerVertex MergeVertex PoolHelperVertex"
                            + " PreprocessorVertex ReshapeVertex ScaleVertex ShiftVertex StackVertex SubsetVertex"
                            + " UnstackVertex"),
            Map.entry(CONF + "graph.rnn.", "DuplicateToTimeSeriesVertex LastTimeStepVertex ReverseTimeSeriesVertex"),
            Map.entry(CONF + "dropout.", "AlphaDropout Dropout GaussianDropout GaussianNoise SpatialDropout"),
            Map.entry(
                    CONF + "distribution.",
                    "BinomialDistribution ConstantDistribution GaussianDistribution LogNormalDistribution"
                            + " NormalDistribution OrthogonalDistribution TruncatedNormalDistribution"
                            + " UniformDistribution"),
            Map.entry(
                    CONF + "preprocessor.",
                    "CnnToFeedForwardPreProcessor CnnToRnnPreProcessor ComposableInputPreProcessor"
                            + " FeedForwardToCnnPreProcessor FeedForwardToRnnPreProcessor RnnToCnnPreProcessor"
                            + " RnnToFeedForwardPreProcessor"),
            Map.entry(
                    CONF + "constraint.",
                    "MaxNormConstraint MinMaxNormConstraint NonNegativeConstraint UnitNormConstraint"),
            Map.entry(CONF + "weightnoise.", "DropConnect WeightNoise"),
            Map.entry(
                    "org.deeplearning4j.nn.weights.",
                    "WeightInitConstant WeightInitDistribution WeightInitIdentity WeightInitLecunUniform WeightInitNormal"
                            + " WeightInitRelu WeightInitReluUniform WeightInitSigmoidUniform WeightInitUniform"
                            + " WeightInitVarScalingNormalFanAvg WeightInitVarScalingNormalFanIn"
                            + " WeightInitVarScalingNormalFanOut WeightInitVarScalingUniformFanAvg"
                            + " WeightInitVarScalingUniformFanIn WeightInitVarScalingUniformFanOut WeightInitXavier"
                            + " WeightInitXavierLegacy WeightInitXavierUniform"),
            Map.entry(
                    LINALG + "activations.impl.",
                    "ActivationCube ActivationELU ActivationGELU ActivationHardSigmoid ActivationHardTanH"
                            + " ActivationIdentity ActivationLReLU ActivationMish ActivationRReLU ActivationRationalTanh"
                            + " ActivationReLU ActivationReLU6 ActivationRectifiedTanh ActivationSELU ActivationSigmoid"
                            + " ActivationSoftPlus ActivationSoftSign ActivationSoftmax ActivationSwish ActivationTanH"
                            + " ActivationThresholdedReLU"),
            Map.entry(
                    LINALG + "learning.config.",
                    "AMSGrad AdaBelief AdaDelta AdaGrad AdaMax Adam Nadam Nesterovs NoOp RmsProp Sgd"),
            Map.entry(LINALG + "learning.regularization.", "L1Regularization L2Regularization WeightDecay"),
            Map.entry(
                    LINALG + "schedule.",
                    "CycleSchedule ExponentialSchedule FixedSchedule InverseSchedule MapSchedule PolySchedule"
                            + " RampSchedule SigmoidSchedule StepSchedule"),
            Map.entry(
                    LINALG + "lossfunctions.impl.",
                    "LossBinaryXENT LossCosineProximity LossHinge LossKLD LossL1 LossL2 LossMAE LossMAPE LossMCXENT"
                            + " LossMSE LossMSLE LossNegativeLogLikelihood LossPoisson LossSparseMCXENT LossSquaredHinge"
                            + " LossWasserstein")));

    /** Full names of all. */
    static final Set<String> ALL = all();

    private NetworkTypes() {}

    private static Set<String> all() {
        Set<String> names = new TreeSet<>();
        BY_PACKAGE.forEach((prefix, simple) -> {
            for (String name : simple.split(" ", -1)) {
                names.add(prefix + name);
            }
        });
        return Collections.unmodifiableSet(names);
    }
}
