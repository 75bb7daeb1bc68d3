package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossCourseTest {
    private static LossCourse course(double... losses) {
        List<LossCourse.Epoch> epochs = new ArrayList<>();
        for (double loss : losses) {
            epochs.add(new LossCourse.Epoch(epochs.size() + 1, loss, 0));
        }
        return new LossCourse(epochs);
    }

    @Test
    void aRiseIsToldWithItsEpochs() {
        assertThat(course(2, 1, 0.9, 3, 2.5).rise()).contains("the loss rose (0.900 in epoch 3, 3.000 in epoch 4)");
    }

    @Test
    void whatAugmentationDoesIsNoRise() {
        assertThat(course(2, 1, 1.1, 1.05, 0.9).rise()).isEmpty();
        assertThat(course(0.2, 0.02, 0.05, 0.01).rise())
                .as("of a loss near nothing")
                .isEmpty();
        assertThat(course(1.73, 0.5, 0.216, 0.262, 0.321).rise())
                .as("of epochs 36 to 38 of an adaptation that did well")
                .isEmpty();
    }

    @Test
    void aLossThatStandsStillIsToldAfterTheWarmUp() {
        LossCourse still = course(2, 2.01, 1.99, 2);
        assertThat(still.standstill(1)).contains("the loss did not fall (2.000 in epoch 1, 2.000 in epoch 4)");
        assertThat(still.standstill(2)).as("while the rate may still rise").isEmpty();
        assertThat(course(2, 1.9, 1.8, 1.5).standstill(0)).isEmpty();
    }

    @Test
    void onlyTheLastStageCountsAndOnlyTheSecondTryOfAnEpoch() throws JsonProcessingException {
        List<JsonNode> log = new ArrayList<>();
        for (String line : List.of(
                "{\"epoch\":0,\"score\":{\"value\":0.5}}",
                "{\"stage\":1,\"epoch\":1,\"loss\":1}",
                "{\"stage\":2,\"epoch\":2,\"loss\":4,\"leftOut\":2}",
                "{\"stage\":2,\"epoch\":3,\"loss\":9}",
                "{\"stage\":2,\"epoch\":3,\"loss\":3,\"leftOut\":1}")) {
            log.add(new ObjectMapper().readTree(line));
        }
        LossCourse last = LossCourse.last(log);
        assertThat(last.epochs()).extracting(LossCourse.Epoch::loss).containsExactly(4.0, 3.0);
        assertThat(last.leftOut()).isEqualTo(3);
        assertThat(LossCourse.last(List.of()).epochs()).isEmpty();
    }
}
