package attune.surgery;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** New layers from DL4J's own. */
record StockLayers(boolean sequence) implements LayerFactory {

    @Override
    public Layer lstm(String name, LayerSpec.Lstm spec, int inputs) {
        return recurrent(inputs, spec.units());
    }

    @Override
    public Layer biLstm(String name, LayerSpec.BiLstm spec, int inputs) {
        return new Bidirectional(Bidirectional.Mode.CONCAT, recurrent(inputs, spec.unitsEachWay()));
    }

    @Override
    public Layer dropout(String name, LayerSpec.Dropout spec, int inputs) {
        return new DropoutLayer(1 - spec.probability());
    }

    @Override
    public Layer convolution(String name, LayerSpec.Conv spec, int inputs) {
        return new ConvolutionLayer.Builder(spec.kernel(), spec.kernel())
                .nOut(spec.channels())
                .convolutionMode(ConvolutionMode.Same)
                .activation(spec.activation())
                .build();
    }

    @Override
    public Layer globalPool(String name, LayerSpec.GlobalPool spec, int inputs) {
        return new GlobalPoolingLayer(spec.of() == LayerSpec.Pooling.MAX ? PoolingType.MAX : PoolingType.AVG);
    }

    private static LSTM recurrent(int inputs, int units) {
        return new LSTM.Builder()
                .nIn(inputs)
                .nOut(units)
                .activation(Activation.TANH)
                .build();
    }

    @Override
    public Layer output(String name, int inputs, int outputs) {
        return sequence
                ? new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(inputs)
                        .nOut(outputs)
                        .activation(Activation.SOFTMAX)
                        .build()
                : new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(inputs)
                        .nOut(outputs)
                        .activation(Activation.SOFTMAX)
                        .build();
    }
}
