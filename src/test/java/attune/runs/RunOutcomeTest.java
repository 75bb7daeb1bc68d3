package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;

import attune.training.Trainer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(RunOutcome.of(new Trainer.Outcome(1, 0.5, true), log, 1))
                .isEqualTo(new RunOutcome(null, 1, 0.5, true, 2, 14, 7, 10));
    }

    @Test
    void epochsOfTwoStagesAreNotTheSame() throws JsonProcessingException {
        List<JsonNode> log = log(
                "{\"stage\":1,\"epoch\":1,\"steps\":7,\"trainingSeconds\":1}",
                "{\"stage\":2,\"epoch\":2,\"steps\":7,\"trainingSeconds\":1}",
                "{\"stage\":2,\"epoch\":3,\"steps\":7,\"trainingSeconds\":1}");
        assertThat(RunOutcome.of(new Trainer.Outcome(3, 0.5, false), log, 0))
                .isEqualTo(new RunOutcome(null, 3, 0.5, false, 3, 21, 21, 3));
    }

    @Test
    void harmIsAScoreNoLowerThanThatOfAUsefulSource() throws JsonProcessingException {
        String source = "{\"epoch\":0,\"score\":{\"value\":0.5,\"text\":\"WER 50.0 %\"}}";
        String epoch = "{\"epoch\":1,\"steps\":7,\"trainingSeconds\":1}";
        assertThat(RunOutcome.of(new Trainer.Outcome(1, 0.4, false), log(source, epoch), 0))
                .isEqualTo(new RunOutcome(0.5, 1, 0.4, false, 1, 7, 7, 1))
                .matches(outcome -> !outcome.didHarm(0.9));
        RunOutcome worse = RunOutcome.of(new Trainer.Outcome(1, 0.5, false), log(source, epoch), 0);
        assertThat(worse.didHarm(0.9)).isTrue();
        assertThat(worse.didHarm(0.5)).as("a source of no use").isFalse();
        assertThat(RunOutcome.of(new Trainer.Outcome(1, 0.9, false), log(epoch), 0)
                        .didHarm(0.9))
                .as("a source nobody scored")
                .isFalse();
    }
}
