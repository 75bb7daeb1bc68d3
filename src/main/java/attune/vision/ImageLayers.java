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
 * The layers that surgery adds to an image network. Those with an activation are initialised as in He et al. 2015
 * ("Delving deep into rectifiers"), the output and projections as in Glorot and Bengio 2010.
 *
 * @param seed of the dropout
 */
public record ImageLayers(RunSeed seed) implements LayerFactory {

    @Override
    public Layer dense(String name, LayerSpec.Dense spec, int inputs) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(spec.units())
                .activation(spec.activation())
                .weightInit(WeightInit.RELU)
                .build();
    }

    @Override
    public Layer dropout(String name, LayerSpec.Dropout spec, int inputs) {
        return new DropoutLayer.Builder(new SeededDropout(spec.probability(), seed.derive("dropout " + name))).build();
    }

    @Override
    public Layer convolution(String name, LayerSpec.Conv spec, int inputs) {
        return new ConvolutionLayer.Builder(spec.kernel(), spec.kernel())
                .nOut(spec.channels())
                .convolutionMode(ConvolutionMode.Same)
                .activation(spec.activation())
                .weightInit(WeightInit.RELU)
                .build();
    }

    @Override
    public Layer globalPool(String name, LayerSpec.GlobalPool spec, int inputs) {
        PoolingType type = spec.of() == LayerSpec.Pooling.MAX ? PoolingType.MAX : PoolingType.AVG;
        return new GlobalPoolingLayer.Builder(type).build();
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
