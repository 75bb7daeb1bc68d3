package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClipDurationsTest {
    private static final Path FILE = Path.of("call.wav");

    private static Utterance utterance(int line, Clip clip) {
        return new Utterance("u" + line, clip, Optional.empty(), "all.jsonl:" + line, Map.of());
    }

    @Test
    void givenLengthsStayAndOthersReachToTheEndOfTheFile() {
        List<Path> asked = new ArrayList<>();
        List<Utterance> filled = ClipDurations.fill(
                List.of(
                        utterance(1, new Clip(Path.of("known.wav"), 0, OptionalDouble.of(2))),
                        utterance(2, Clip.whole(FILE)),
                        utterance(3, new Clip(FILE, 6.5, OptionalDouble.empty()))),
                file -> {
                    asked.add(file);
                    return 10;
                },
                Progress.SILENT);
        assertThat(filled)
                .extracting(utterance -> utterance.clip().knownDurationSeconds())
                .containsExactly(2.0, 10.0, 3.5);
        assertThat(asked).containsExactly(FILE);
    }

    @Test
    void estimatesAreZeroWhereThereIsNothingToHear() {
        double[] seconds = ClipDurations.estimate(
                List.of(
                        utterance(1, new Clip(Path.of("known.wav"), 0, OptionalDouble.of(2))),
                        utterance(2, Clip.whole(Path.of("damaged.wav"))),
                        utterance(3, new Clip(FILE, 6.5, OptionalDouble.empty())),
                        utterance(4, new Clip(FILE, 12, OptionalDouble.empty()))),
                file -> {
                    if (!file.equals(FILE)) {
                        throw new UserFault(file.toString(), "is damaged", "record it again");
                    }
                    return 10;
                },
                Progress.SILENT);
        assertThat(seconds).containsExactly(2, 0, 3.5, 0);
    }

    @Test
    void clipsThatBeginAfterTheEndAreRefused() {
        List<Utterance> late = List.of(utterance(4, new Clip(FILE, 12, OptionalDouble.empty())));
        assertThatThrownBy(() -> ClipDurations.fill(late, file -> 10, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessage("all.jsonl:4: the clip begins at 12.0 seconds but its file has only 10.0;"
                        + " correct the offset, or remove clips without sound");
    }

    @Test
    void clipsThatEndAfterTheEndAreRefusedUnlessTheirTimesWereRounded() {
        List<Utterance> stretches = List.of(
                utterance(1, Clip.whole(Path.of("not measured.wav"))),
                utterance(2, new Clip(FILE, 7, OptionalDouble.of(3.09))),
                utterance(3, new Clip(FILE, 7, OptionalDouble.of(3.2))),
                utterance(4, new Clip(FILE, 20, OptionalDouble.of(1))));
        ClipDurations.requireWithin(stretches.subList(0, 2), this::tenSeconds, 0.1, Progress.SILENT);
        assertThatThrownBy(() -> ClipDurations.requireWithin(stretches, this::tenSeconds, 0.1, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessage("all.jsonl:3: the clip ends at 10.2 seconds but its file has only 10.0 (likewise"
                        + " all.jsonl:4); correct the times; they are in seconds from the beginning of the recording");
    }

    private double tenSeconds(Path file) {
        assertThat(file).isEqualTo(FILE);
        return 10;
    }
}
