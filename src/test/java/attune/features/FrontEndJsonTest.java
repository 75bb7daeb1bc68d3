package attune.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static LogMelFrontEnd withAnyFloats(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] means = new float[80];
        float[] deviations = new float[80];
        for (int band = 0; band < 80; band++) {
            means[band] = finite(random);
            deviations[band] = Math.abs(finite(random));
        }
        return LogMelFrontEnd.standard().with(new BandStatistics(means, deviations));
    }

    /** Any bits that are a finite number but zero, subnormal ones included. */
    private static float finite(SplittableRandom random) {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) && value != 0 ? value : finite(random);
    }

    @Test
    void whatIsWrittenIsReadBackToTheBit() throws JsonProcessingException {
        for (long seed = 0; seed < 200; seed++) {
            LogMelFrontEnd written = withAnyFloats(seed);
            FrontEnd read = JSON.readValue(JSON.writeValueAsString(written), FrontEnd.class);
            assertThat(read).as("seed %d", seed).isEqualTo(written);
        }
        LogMelFrontEnd soFar = withAnyFloats(1).with(Normalization.MeanOver.SO_FAR);
        assertThat(JSON.readValue(JSON.writeValueAsString(soFar), FrontEnd.class))
                .isEqualTo(soFar);
    }

    @Test
    void theObjectSaysItsKindAndNothingDerived() {
        JsonNode written = JSON.valueToTree(LogMelFrontEnd.standard());
        assertThat(written.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kind", "sampleRateHz", "framing", "bands", "normalization");
        assertThat(written.get("kind").asText()).isEqualTo("log-mel");
        assertThat(written.at("/normalization/meanOver").asText()).isEqualTo("whole-clip");
        assertThat(written.at("/framing/hopSamples").asInt()).isEqualTo(160);
        assertThat(written.at("/bands").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("scale", "count", "lowHz", "highHz", "energyFloor");
        assertThat(written.at("/normalization/corpus/means").size()).isEqualTo(80);
    }

    @Test
    void augmentationIsReadBackToo() throws JsonProcessingException {
        SpecAugment augment = SpecAugment.standard();
        assertThat(JSON.readValue(JSON.writeValueAsString(augment), SpecAugment.class))
                .isEqualTo(augment);
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatExceptionOfType(InvalidTypeIdException.class)
                .isThrownBy(() -> JSON.readValue("{\"kind\":\"cochlea\"}", FrontEnd.class))
                .withMessageContaining("cochlea");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sampleRateHz", "framing", "bands", "normalization"})
    void aMissingPartIsRefused(String part) {
        ObjectNode broken = JSON.valueToTree(LogMelFrontEnd.standard());
        broken.remove(part);
        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> JSON.treeToValue(broken, FrontEnd.class))
                .withMessageContaining(part);
    }

    @ParameterizedTest
    @CsvSource({
        "/framing,hopSamples,-160",
        "/bands,highHz,9000",
        "/bands,energyFloor,0",
        "/bands,count,79",
        "/normalization,priorFrames,-1",
    })
    void aBrokenValueIsRefusedByName(String place, String field, int value) {
        JsonNode broken = JSON.valueToTree(LogMelFrontEnd.standard());
        ((ObjectNode) broken.at(place)).put(field, value);
        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> JSON.treeToValue(broken, FrontEnd.class))
                .withMessageContaining(String.valueOf(value));
    }

    @Test
    void aDeviationThatCannotBeDividedByIsRefused() {
        JsonNode broken = JSON.valueToTree(BandStatistics.unit(2));
        ((ArrayNode) broken.get("deviations")).set(1, 0);
        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> JSON.treeToValue(broken, BandStatistics.class))
                .withMessageContaining("band 1 needs a finite mean and a positive deviation: 0.0 and 0.0");
    }
}
