package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;

import attune.evaluation.JointComparison;
import attune.training.Trainer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunOutcomeTest {
    private static List<JsonNode> log(String... lines) throws JsonProcessingException {
        List<JsonNode> log = new ArrayList<>();
        for (String line : lines) {
            log.add(new ObjectMapper().readTree(line));
        }
        return log;
    }

    @Test
    void anEpochThatAKillHadDoneTwiceCountsOnceButItsTimeTwice() throws JsonProcessingException {
        List<JsonNode> log = log(
                "{\"epoch\":1,\"steps\":7,\"trainingSeconds\":2}",
                "{\"epoch\":2,\"steps\":7,\"trainingSeconds\":3}",
                "{\"epoch\":2,\"steps\":7,\"trainingSeconds\":4}");
        assertThat(RunOutcome.of(new BegunRun.Ended(new Trainer.Outcome(1, 0.5, true), 0, Optional.empty()), log, 1))
                .isEqualTo(new RunOutcome(null, 1, 0.5, 0, true, 2, 14, 7, 10, null));
    }

    @Test
    void epochsOfTwoStagesAreNotTheSame() throws JsonProcessingException {
        List<JsonNode> log = log(
                "{\"stage\":1,\"epoch\":1,\"steps\":7,\"trainingSeconds\":1}",
                "{\"stage\":2,\"epoch\":2,\"steps\":7,\"trainingSeconds\":1}",
                "{\"stage\":2,\"epoch\":3,\"steps\":7,\"trainingSeconds\":1}");
        assertThat(RunOutcome.of(new BegunRun.Ended(new Trainer.Outcome(3, 0.5, false), 0, Optional.empty()), log, 0))
                .isEqualTo(new RunOutcome(null, 3, 0.5, 0, false, 3, 21, 21, 3, null));
    }

    @Test
    void theSourcesScoreIsThatOfEpoch0() throws JsonProcessingException {
        String source = "{\"epoch\":0,\"score\":{\"value\":0.5,\"text\":\"WER 50.0 %\"}}";
        String epoch = "{\"epoch\":1,\"steps\":7,\"trainingSeconds\":1}";
        assertThat(RunOutcome.of(
                        new BegunRun.Ended(new Trainer.Outcome(1, 0.4, false), 0, Optional.empty()),
                        log(source, epoch),
                        0))
                .isEqualTo(new RunOutcome(0.5, 1, 0.4, 0, false, 1, 7, 7, 1, null));
    }

    @Test
    void theComparisonWithTheSourceIsWrittenAndReadAndMayBeMissing() throws JsonProcessingException {
        AgainstSource against = new AgainstSource(
                JointComparison.Verdict.WORSE,
                20,
                List.of(new JointComparison.Rate("WER", 0.3, 0.9, 0.4, 0.8, 0.001)),
                List.of("the learning rate"),
                new JointComparison(3, List.of(new JointComparison.Rate("WER", 0.5, 0.8, 0.1, 0.5, 0.01))));
        RunOutcome outcome = RunOutcome.of(
                new BegunRun.Ended(new Trainer.Outcome(1, 0.4, false), 0, Optional.of(against)),
                log("{\"epoch\":1}"),
                0);
        ObjectMapper json = new ObjectMapper();
        String written = json.writeValueAsString(outcome);
        assertThat(written)
                .contains("\"verdict\":\"WORSE\"", "\"reasons\":[\"the learning rate\"]", "\"probe\":{\"examples\":3");
        assertThat(json.readValue(written, RunOutcome.class)).isEqualTo(outcome);
        String old =
                "{\"bestEpoch\":1,\"bestScore\":0.4,\"stoppedEarly\":false,\"epochs\":1,\"steps\":7,\"stepsToBest\":7,\"seconds\":1}";
        assertThat(json.readValue(old, RunOutcome.class))
                .isEqualTo(new RunOutcome(null, 1, 0.4, 0, false, 1, 7, 7, 1, null));
        assertThat(against.text())
                .isEqualTo("on dev the adapted model is significantly worse than its source: WER 30.0 % to 90.0 %"
                        + " (difference +40.0 to +80.0 points, p = 0.0010). Likely reasons, the likeliest"
                        + " first: the learning rate");
    }
}
