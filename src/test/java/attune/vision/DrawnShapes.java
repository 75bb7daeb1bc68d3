package attune.vision;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Pictures of coloured shapes, drawn here, and a network small enough to learn them in seconds. */
public final class DrawnShapes {
    /** The classes. */
    public static final List<String> CLASSES = List.of("blue-bar", "green-square", "red-disc");

    /** Height and width of the network's input. */
    public static final int SIZE = 16;

    private DrawnShapes() {}

    /** Draws a folder for each class with the given number of pictures; other seeds give other pictures. */
    public static Path folder(Path folder, long seed, int... counts) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int label = 0; label < CLASSES.size(); label++) {
            Path own = Files.createDirectories(folder.resolve(CLASSES.get(label)));
            for (int i = 0; i < counts[label]; i++) {
                write(picture(label, random), own.resolve(String.format("%03d.png", i)));
            }
        }
        return folder;
    }

    /** Writes a picture in the format its name ends with. */
    public static void write(BufferedImage picture, Path file) throws IOException {
        String name = file.toString();
        if (!ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
            throw new IOException("no writer for " + file);
        }
    }

    private static BufferedImage picture(int label, SplittableRandom random) {
        int width = 24 + random.nextInt(24);
        int height = 24 + random.nextInt(24);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        int grey = 100 + random.nextInt(100);
        graphics.setColor(new Color(grey, grey, grey));
        graphics.fillRect(0, 0, width, height);
        int strong = 180 + random.nextInt(70);
        int weak = random.nextInt(60);
        int side = 12 + random.nextInt(8);
        int left = (width - side) / 2 + random.nextInt(-2, 3);
        int top = (height - side) / 2 + random.nextInt(-2, 3);
        switch (label) {
            case 0 -> {
                graphics.setColor(new Color(weak, weak, strong));
                graphics.fillRect(left, top + side / 4, side, side / 2);
            }
            case 1 -> {
                graphics.setColor(new Color(weak, strong, weak));
                graphics.fillRect(left, top, side, side);
            }
            default -> {
                graphics.setColor(new Color(strong, weak, weak));
                graphics.fillOval(left, top, side, side);
            }
        }
        graphics.dispose();
        return picture;
    }

    /** A convolution, a residual block with batch normalisation, a pooling and an output of four classes. */
    public static ComputationGraph network(long seed) {
        return network(seed, 4);
    }

    /** The same with an output of other classes. */
    public static ComputationGraph network(long seed, int classes) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("pixels")
                .setInputTypes(ImageFormat.usual(CLASSES, SIZE).inputType())
                .addLayer("stem", convolution(2, Activation.RELU), "pixels")
                .addLayer("block", convolution(1, Activation.IDENTITY), "stem")
                .addLayer("block-bn", new BatchNormalization.Builder().build(), "block")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "block-bn", "stem")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "sum")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(classes == 1 ? LossFunction.XENT : LossFunction.MCXENT)
                                .nOut(classes)
                                .activation(classes == 1 ? Activation.SIGMOID : Activation.SOFTMAX)
                                .build(),
                        "pool")
                .setOutputs("out");
        ComputationGraph network = new ComputationGraph(builder.build());
        network.init();
        return network;
    }

    private static ConvolutionLayer convolution(int stride, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3)
                .stride(stride, stride)
                .nOut(8)
                .activation(activation)
                .build();
    }

    /** Writes the network as a source bundle. */
    public static Path bundle(Path file, long seed) throws IOException {
        return bundle(file, seed, ImageFormat.numbered(4));
    }

    /** Writes the network as a source bundle that names its four classes. */
    public static Path bundle(Path file, long seed, List<String> labels) throws IOException {
        ImageModel.of(network(seed), ImageFormat.usual(labels, SIZE), "CC0-1.0", List.of())
                .write(file);
        return file;
    }
}
