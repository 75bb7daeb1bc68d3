package attune.bundle;

import attune.seed.RunSeed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Small networks with the layers of recognisers and classifiers, and inputs for them. */
final class Graphs {

    private Graphs() {}

    /** All networks, by description. */
    static Map<String, ComputationGraph> all() {
        Map<String, ComputationGraph> all = new LinkedHashMap<>();
        all.put("dense", dense());
        all.put("recurrent", recurrent(DataType.FLOAT));
        all.put("recurrent in doubles", recurrent(DataType.DOUBLE));
        all.put("residual", residual());
        all.put("frozen", frozen());
        return all;
    }

    /** Dense and softmax: the network of the compat bundle and of {@code forward.py}. */
    static ComputationGraph dense() {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("hidden", hidden().build(), "in")
                .addLayer("out", output(3), "hidden")
                .setOutputs("out");
        return filled(new ComputationGraph(graph.build()));
    }

    static DenseLayer.Builder hidden() {
        return new DenseLayer.Builder().nOut(5).activation(Activation.RELU);
    }

    static OutputLayer output(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** LSTM, bidirectional LSTM and dense per frame, with dropout, L2, scheduled Adam and a drawn initialisation. */
    static ComputationGraph recurrent(DataType type) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(2)
                .dataType(type)
                .updater(new Adam(new StepSchedule(ScheduleType.EPOCH, 1e-3, 0.5, 4)))
                .l2(1e-4)
                .weightInit(new NormalDistribution(0, 0.1))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(6))
                .addLayer("lstm", new LSTM.Builder().nOut(4).dropOut(0.9).build(), "in")
                .addLayer("bilstm", new Bidirectional(new LSTM.Builder().nOut(3).build()), "lstm")
                .addLayer("dense", hidden().build(), "bilstm")
                .addLayer(
                        "out",
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(4)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "dense")
                .setOutputs("out");
        return filled(new ComputationGraph(graph.build()));
    }

    /** The recurrent one with its lower half frozen. */
    static ComputationGraph frozen() {
        return new TransferLearning.GraphBuilder(recurrent(DataType.FLOAT))
                .setFeatureExtractor("bilstm")
                .build();
    }

    /** Padding, convolution, normalisation, pooling and one residual block, like the start of ResNet-50. */
    static ComputationGraph residual() {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new RmsProp(0.1))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 2))
                .addLayer("pad", new ZeroPaddingLayer.Builder(1, 1).build(), "in")
                .addLayer("conv", convolution(3), "pad")
                .addLayer("norm", new BatchNormalization(), "conv")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
                .addLayer("pool", new SubsamplingLayer.Builder().build(), "relu")
                .addLayer("conv2", convolution(1), "pool")
                .addLayer("norm2", new BatchNormalization(), "conv2")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm2", "pool")
                .addLayer("avgpool", new GlobalPoolingLayer(), "sum")
                .addLayer("out", output(3), "avgpool")
                .setOutputs("out");
        return filled(new ComputationGraph(graph.build()));
    }

    private static ConvolutionLayer convolution(int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(4)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** Two examples for a network's input. */
    static INDArray input(ComputationGraph network) {
        long[] shape = switch (network.getNumLayers()) {
            case 2 -> new long[] {2, 4};
            case 4 -> new long[] {2, 6, 7};
            default -> new long[] {2, 2, 8, 8};
        };
        SplittableRandom random = new RunSeed(4).stream("input");
        INDArray input = Nd4j.create(network.getConfiguration().getDataType(), shape);
        for (long i = 0; i < input.length(); i++) {
            input.putScalar(i, random.nextDouble(-1, 1));
        }
        return input;
    }

    /** Initialised with numbers of our own, positive so that a variance may be one. */
    static ComputationGraph filled(ComputationGraph network) {
        network.init();
        SplittableRandom random = new RunSeed(5).stream("parameters");
        INDArray parameters = network.params();
        for (long i = 0; i < parameters.length(); i++) {
            parameters.putScalar(i, random.nextDouble(0.01, 0.9));
        }
        return network;
    }
}
