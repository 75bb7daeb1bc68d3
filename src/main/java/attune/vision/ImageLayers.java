package attune.vision;

import attune.layers.SeededDropout;
import attune.seed.RunSeed;
import attune.surgery.LayerFactory;
import attune.surgery.LayerSpec;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The layers that surgery puts on an image network. Those with an activation begin as He et al. 2015 ("Delving deep into
 * rectifiers") draw them, the output and projections as Glorot and Bengio 2010 do.
 *
 * @param seed of the dropout
 */
public record ImageLayers(RunSeed seed) implements LayerFactory {

    @Override
    public Layer insert(String name, LayerSpec spec, int inputs) {
        if (spec instanceof LayerSpec.Dense dense) {
            return new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(dense.units())
                    .activation(dense.activation())
                    .weightInit(WeightInit.RELU)
                    .build();
        }
        if (spec instanceof LayerSpec.Projection projection) {
            return new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(projection.units())
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .weightInit(WeightInit.XAVIER)
                    .build();
        }
        if (spec instanceof LayerSpec.Dropout dropout) {
            return new DropoutLayer.Builder(new SeededDropout(dropout.probability(), seed.derive("dropout " + name)))
                    .build();
        }
        if (spec instanceof LayerSpec.Conv conv) {
            return new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                    .nOut(conv.channels())
                    .convolutionMode(ConvolutionMode.Same)
                    .activation(conv.activation())
                    .weightInit(WeightInit.RELU)
                    .build();
        }
        if (spec instanceof LayerSpec.GlobalPool pool) {
            PoolingType type = pool.of() == LayerSpec.Pooling.MAX ? PoolingType.MAX : PoolingType.AVG;
            return new GlobalPoolingLayer.Builder(type).build();
        }
        throw new IllegalArgumentException("no layer for " + spec.text());
    }

    @Override
    public Layer output(String name, int inputs, int outputs) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(outputs)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER)
                .build();
    }
}
