package attune.surgery;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
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

/** New layers out of what DL4J brings. */
record StockLayers(boolean sequence) implements LayerFactory {

    @Override
    public Layer insert(String name, LayerSpec spec, int inputs) {
        if (spec instanceof LayerSpec.Lstm lstm) {
            return lstm(inputs, lstm.units());
        }
        if (spec instanceof LayerSpec.BiLstm both) {
            return new Bidirectional(Bidirectional.Mode.CONCAT, lstm(inputs, both.unitsEachWay()));
        }
        if (spec instanceof LayerSpec.Dense dense) {
            return new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(dense.units())
                    .activation(dense.activation())
                    .build();
        }
        if (spec instanceof LayerSpec.Projection projection) {
            return new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(projection.units())
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .build();
        }
        if (spec instanceof LayerSpec.Conv conv) {
            return new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                    .nOut(conv.channels())
                    .convolutionMode(ConvolutionMode.Same)
                    .activation(conv.activation())
                    .build();
        }
        if (spec instanceof LayerSpec.GlobalPool pool) {
            return new GlobalPoolingLayer(pool.of() == LayerSpec.Pooling.MAX ? PoolingType.MAX : PoolingType.AVG);
        }
        return new DropoutLayer(1 - ((LayerSpec.Dropout) spec).probability());
    }

    private static LSTM lstm(int inputs, int units) {
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
