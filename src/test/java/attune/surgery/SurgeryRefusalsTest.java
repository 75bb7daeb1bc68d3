package attune.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.junit.jupiter.api.Test;

class SurgeryRefusalsTest {
    private static final TypedGraph SPEECH = new TypedGraph(Networks.threeLstms(), InputType.recurrent(4));

    private static SurgeryPlan plan(String keepUntil, String scope, String... inserts) {
        List<LayerSpec> specs = Arrays.stream(inserts).map(LayerSpec::parse).toList();
        return new SurgeryPlan(keepUntil, specs, 7, TrainScope.parse(scope));
    }

    private static void assertRefused(TypedGraph source, SurgeryPlan plan, String message) {
        assertThatThrownBy(() -> Surgery.validate(source, plan))
                .isInstanceOf(UserFault.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownVertexIsRefusedWithTheNearestNames() {
        assertRefused(
                SPEECH,
                plan("LSMT3", "new"),
                "keepUntil: the network has no vertex 'LSMT3'; the nearest names are lstm3, lstm1, lstm2");
    }

    @Test
    void theLossLayerIsRefusedWithTheVertexBeforeIt() {
        assertRefused(
                SPEECH,
                plan("out", "new"),
                "keepUntil: 'out' is the loss layer, which surgery always replaces; use 'lstm3', the vertex before it");
    }

    @Test
    void aFrozenLossLayerIsALossLayer() {
        StockLayers layers = new StockLayers(true);
        GraphBuilder builder = Networks.builder(InputType.recurrent(4))
                .addLayer("lstm1", new LayerSpec.Lstm(6).make(layers, "", 4), "x")
                .addLayer("out", new FrozenLayer(layers.output("", 6, 2)), "lstm1")
                .setOutputs("out");
        assertThatThrownBy(() -> Surgery.validate(
                        new TypedGraph(Networks.build(builder), InputType.recurrent(4)), plan("out", "new")))
                .hasMessageContaining("'out' is the loss layer");
    }

    @Test
    void theInputIsRefused() {
        assertRefused(
                SPEECH,
                plan("x", "new"),
                "keepUntil: 'x' is the network's input, so nothing would be kept; name one of its layers");
    }

    @Test
    void aNetworkThatIsOnlyALossLayerIsRefused() {
        GraphBuilder builder = Networks.builder(InputType.recurrent(4))
                .addLayer("out", new StockLayers(true).output("", 4, 2), "x")
                .setOutputs("out");
        assertRefused(
                new TypedGraph(Networks.build(builder), InputType.recurrent(4)),
                plan("out", "new"),
                "keepUntil: 'out' is the loss layer, which surgery always replaces; "
                        + "no layer precedes it, so this network cannot be adapted");
    }

    @Test
    void moreLayersThanThereAreCannotBeTrained() {
        assertRefused(
                SPEECH,
                plan("lstm2", "last:5", "lstm:4", "dropout:0.1"),
                "trainLayers: last:5 asks for 5 layers, but only 4 of the new network have parameters; "
                        + "use last:4 or all");
        assertThatCode(() -> Surgery.validate(SPEECH, plan("lstm2", "last:4", "lstm:4", "dropout:0.1")))
                .doesNotThrowAnyException();
    }

    @Test
    void aNewLayerCannotStayRandom() {
        assertRefused(
                SPEECH,
                plan("lstm2", "output", "bilstm:4", "dense:2:relu"),
                "trainLayers: output would freeze bilstm:4 at its random initial weights; "
                        + "use new, last:3 or more, or all");
        assertThatThrownBy(() -> Surgery.validate(SPEECH, plan("lstm2", "last:2", "bilstm:4", "dense:2:relu")))
                .hasMessageContaining("last:2 would freeze bilstm:4");
        assertThatCode(() -> Surgery.validate(SPEECH, plan("lstm2", "output", "dropout:0.5")))
                .doesNotThrowAnyException();
    }

    @Test
    void recurrentLayersNeedASequence() {
        TypedGraph images = new TypedGraph(Networks.residualConvolutions(), InputType.convolutional(8, 8, 2));
        assertRefused(
                images,
                plan("relu1", "new", "dropout:0.2", "bilstm:8"),
                "insert: bilstm:8 needs a sequence, but 'relu1' gives [4, 8, 8]; insert dense or dropout layers there");
        assertRefused(
                images,
                plan("pool", "new", "lstm:8"),
                "insert: lstm:8 needs a sequence, but 'pool' gives [6]; insert dense or dropout layers there");
    }

    @Test
    void convolutionsNeedAnImage() {
        TypedGraph images = new TypedGraph(Networks.residualConvolutions(), InputType.convolutional(8, 8, 2));
        String remedy = "; put it before dense and global-pool layers, on a layer that gives [channels, height, width]";
        assertRefused(
                images,
                plan("pool", "new", "conv:8:3:relu"),
                "insert: conv:8:3:relu needs an image of channels, but 'pool' gives [6]" + remedy);
        assertRefused(
                images,
                plan("relu1", "new", "global-pool:avg", "conv:8:3:relu"),
                "insert: conv:8:3:relu needs an image of channels, but the layer before it flattens it to a vector"
                        + remedy);
        assertRefused(
                SPEECH,
                plan("lstm2", "new", "global-pool:max"),
                "insert: global-pool:max needs an image of channels, but 'lstm2' gives [6, T]" + remedy);
    }

    @Test
    void learningFromALayerThatIsDroppedIsRefused() {
        TypedGraph images = new TypedGraph(Networks.residualConvolutions(), InputType.convolutional(8, 8, 2));
        assertThatThrownBy(() -> Surgery.validate(images, plan("relu1", "from:add2")))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith("trainLayers: 'add2' is not a kept layer; the nearest names are add1, ");
    }

    @Test
    void severalInputsAreRefused() {
        StockLayers layers = new StockLayers(false);
        GraphBuilder builder = Networks.builder(InputType.feedForward(2))
                .addInputs("y")
                .setInputTypes(new InputType[0])
                .addLayer("a", LayerSpec.parse("dense:3:tanh").make(layers, "", 2), "x")
                .addLayer("b", LayerSpec.parse("dense:3:tanh").make(layers, "", 2), "y")
                .addLayer("out", layers.output("", 6, 2), "a", "b")
                .setOutputs("out");
        builder.getNetworkInputTypes().add(InputType.feedForward(2));
        assertThatThrownBy(() -> new TypedGraph(Networks.build(builder), InputType.feedForward(2)))
                .isInstanceOf(UserFault.class)
                .hasMessage("network: it has 2 inputs (x, y); surgery works on networks with one input and one output");
    }

    @Test
    void severalOutputsAreRefused() {
        StockLayers layers = new StockLayers(false);
        GraphBuilder builder = Networks.builder(InputType.feedForward(2))
                .addLayer("one", layers.output("", 2, 2), "x")
                .addLayer("two", layers.output("", 2, 2), "x")
                .setOutputs("one", "two");
        assertThatThrownBy(() -> new TypedGraph(Networks.build(builder), InputType.feedForward(2)))
                .isInstanceOf(UserFault.class)
                .hasMessage(
                        "network: it has 2 outputs (one, two); surgery works on networks with one input and one output");
    }

    @Test
    void nothingIsBuiltFromABadPlan() {
        List<String> made = new ArrayList<>();
        LayerFactory recording = new LayerFactory() {
            @Override
            public Layer lstm(String name, LayerSpec.Lstm spec, int inputs) {
                made.add(name);
                return new StockLayers(true).lstm(name, spec, inputs);
            }

            @Override
            public Layer dropout(String name, LayerSpec.Dropout spec, int inputs) {
                made.add(name);
                return new StockLayers(true).dropout(name, spec, inputs);
            }

            @Override
            public Layer output(String name, int inputs, int outputs) {
                made.add(name);
                return new StockLayers(true).output(name, inputs, outputs);
            }
        };
        assertThatThrownBy(() -> Surgery.operate(SPEECH, plan("lstm2", "last:9", "lstm:3"), recording, new RunSeed(1)))
                .isInstanceOf(UserFault.class);
        assertThat(made).isEmpty();
    }
}
