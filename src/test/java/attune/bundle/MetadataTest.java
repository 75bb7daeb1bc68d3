package attune.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {

    @Test
    void textOfEveryKindComesBack() {
        ProvenanceStep adapted = new ProvenanceStep(
                "adapt",
                Instant.parse("2026-11-25T00:00:00.123456789Z"),
                "attune adapt -o \"a b\"\n",
                new ProvenanceStep.Conditions("données", Long.MIN_VALUE, "portable", 1),
                "0123456789abcdef".repeat(4),
                Map.of());
        Metadata metadata = Bundles.metadata().after(adapted);

        assertThat(MetadataJson.parse(MetadataJson.write(metadata), "m")).isEqualTo(metadata);
        assertThat(metadata.provenance()).hasSize(2).endsWith(adapted);
    }

    @Test
    void aFieldAddedLaterIsLetBe() {
        String later = new String(MetadataJson.write(Bundles.metadata()), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{ \"added\": [1],");
        assertThat(MetadataJson.parse(later.getBytes(StandardCharsets.UTF_8), "m"))
                .isEqualTo(Bundles.metadata());
    }

    @Test
    void aMissingSeedIsNotZero() {
        String without =
                new String(MetadataJson.write(Bundles.metadata()), StandardCharsets.UTF_8).replace("\"seed\" : 7,", "");
        assertThatThrownBy(() -> MetadataJson.parse(without.getBytes(StandardCharsets.UTF_8), "m"))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("seed");
    }

    @Test
    void impossibleValuesAreRefused() {
        ProvenanceStep step = Bundles.metadata().provenance().get(0);
        assertThatThrownBy(() -> new Axis("", 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Axis("frame", -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProvenanceStep.Conditions("d", 1, "k", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new ProvenanceStep("adapt", step.when(), "c", step.conditions(), "SHA", step.results()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Metadata(
                        "Speech", List.of(), List.of(), "MIT", List.of(), JsonNodeFactory.instance.objectNode()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LayerIds(Map.of("a.b", OurOutput.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
