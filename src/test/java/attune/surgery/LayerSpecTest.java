package attune.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.surgery.LayerSpec.BiLstm;
import attune.surgery.LayerSpec.Dense;
import attune.surgery.LayerSpec.Dropout;
import attune.surgery.LayerSpec.Lstm;
import attune.surgery.LayerSpec.Projection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

class LayerSpecTest {

    @Test
    void eachFormIsRead() {
        assertThat(LayerSpec.parse("lstm:256")).isEqualTo(new Lstm(256));
        assertThat(LayerSpec.parse("bilstm:16384")).isEqualTo(new BiLstm(16384));
        assertThat(LayerSpec.parse("dense:1:relu")).isEqualTo(new Dense(1, Activation.RELU));
        assertThat(LayerSpec.parse("dense:8:clipped-relu:20")).isEqualTo(new LayerSpec.ClippedDense(8, 20));
        assertThat(LayerSpec.parse("dropout:0.2")).isEqualTo(new Dropout(0.2));
        assertThat(LayerSpec.parse("dropout:1e-5")).isEqualTo(new Dropout(1e-5));
        assertThat(LayerSpec.parse("projection:64")).isEqualTo(new Projection(64));
        assertThat(LayerSpec.parse("dense:12")).as("no activation").isEqualTo(new Dense(12, Activation.IDENTITY));
        assertThat(LayerSpec.parse(" BiLSTM:8 ")).isEqualTo(new BiLstm(8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm:1",
                "bilstm:320",
                "dense:16384:leakyrelu",
                "dense:2048:clipped-relu:20.0",
                "dense:8:clipped-relu:1.0E7",
                "dense:8:clipped-relu:1.0E-4",
                "projection:1",
                "dropout:0.25",
                "dropout:1.0E-5",
                "conv:64:3:relu",
                "conv:1:15:identity",
                "global-pool:avg",
                "global-pool:max"
            })
    void whatIsPrintedIsReadBackAsTheSame(String text) {
        LayerSpec spec = LayerSpec.parse(text);
        assertThat(spec.text()).isEqualTo(text);
        assertThat(LayerSpec.parse(spec.text())).isEqualTo(spec);
    }

    @Test
    void everyActivationIsReadBack() {
        for (Activation activation : LayerSpec.ACTIVATIONS) {
            Dense dense = new Dense(3, activation);
            assertThat(LayerSpec.parse(dense.text())).isEqualTo(dense);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lstm:1,lstm",
        "bilstm:2,bilstm",
        "dense:1:elu,dense",
        "dense:1:clipped-relu:6,dense",
        "projection:3,projection",
        "conv:8:3:relu,conv",
        "global-pool:max,global-pool",
        "dropout:0.5,dropout"
    })
    void theKindIsTheFirstWord(String text, String kind) {
        assertThat(LayerSpec.parse(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "gru:12", "lstm", "lstm:1:relu", "dense", "projection:8:relu", "dropout:0.2:x", "lstm:8:"})
    void unknownFormsAreRefusedNamingTheKnownOnes(String text) {
        assertThatThrownBy(() -> LayerSpec.parse(text))
                .isInstanceOf(UserFault.class)
                .hasMessage("insert: '" + text + "' is not a layer that can be inserted; use lstm:UNITS, bilstm:UNITS, "
                        + "dense:UNITS or dense:UNITS:ACTIVATION (such as dense:256:relu), projection:UNITS or "
                        + "dropout:PROBABILITY, for images also "
                        + "conv:CHANNELS:KERNEL:ACTIVATION (such as conv:256:3:relu), global-pool:avg or "
                        + "global-pool:max");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "+5", "16385", "99999999999", "2.5", "x", ""})
    void impossibleSizesAreRefused(String units) {
        assertThatThrownBy(() -> LayerSpec.parse("bilstm:" + units))
                .isInstanceOf(UserFault.class)
                .hasMessage(
                        "insert: 'bilstm:" + units + "' has '" + units + "' units; use a whole number from 1 to 16384");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "-3", "17", "x", ""})
    void aKernelWithoutAMiddleIsRefused(String kernel) {
        assertThatThrownBy(() -> LayerSpec.parse("conv:8:" + kernel + ":relu"))
                .isInstanceOf(UserFault.class)
                .hasMessage("insert: 'conv:8:" + kernel + ":relu' has a kernel of '" + kernel
                        + "'; use an odd number from 1 to 15");
    }

    @Test
    void anUnknownPoolingIsRefused() {
        assertThatThrownBy(() -> LayerSpec.parse("global-pool:sum"))
                .isInstanceOf(UserFault.class)
                .hasMessage("insert: 'global-pool:sum' has the unknown pooling 'sum'; use avg or max");
    }

    @Test
    void anUnknownActivationIsRefused() {
        assertThatThrownBy(() -> LayerSpec.parse("dense:8:softmax"))
                .isInstanceOf(UserFault.class)
                .hasMessage("insert: 'dense:8:softmax' has the unknown activation 'softmax'; "
                        + "use one of elu, identity, leakyrelu, relu, sigmoid, tanh, selu, swish, gelu");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clipped-relu:0",
                "clipped-relu:-1",
                "clipped-relu:x",
                "clipped-relu:1.2.3",
                "clipped-relu:",
                "relu:20"
            })
    void aCeilingIsAPositiveNumber(String activation) {
        assertThatThrownBy(() -> LayerSpec.parse("dense:8:" + activation))
                .isInstanceOf(UserFault.class)
                .hasMessage("insert: 'dense:8:" + activation + "' has the activation '" + activation
                        + "'; use clipped-relu with its ceiling, such as dense:256:clipped-relu:20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1.5", "-0.1", "NaN", "0.2.3", "20%", "", "."})
    void impossibleProbabilitiesAreRefused(String probability) {
        assertThatThrownBy(() -> LayerSpec.parse("dropout:" + probability))
                .isInstanceOf(UserFault.class)
                .hasMessageEndingWith("; use a number between 0 and 1, such as dropout:0.2");
    }

    @Test
    void codeThatAsksForTheImpossibleIsToldSo() {
        assertThatThrownBy(() -> new Lstm(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BiLstm(16385)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dense(1, Activation.SOFTMAX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Projection(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dropout(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
