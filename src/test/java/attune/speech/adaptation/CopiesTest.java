package attune.speech.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.speech.TinySpeech;
import attune.speech.learning.TrainAndDev;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
    private static final List<Utterance> DIGITS = TinySpeech.digits();

    @TempDir
    Path folder;

    private Utterance copy(Utterance one, double offsetSeconds) throws IOException {
        Path copy = folder.resolve(offsetSeconds + "-" + one.clip().audio().getFileName());
        Files.copy(one.clip().audio(), copy);
        return new Utterance(
                copy.toString(),
                new Clip(copy, offsetSeconds, one.clip().durationSeconds()),
                one.text(),
                one.where(),
                one.extra());
    }

    private static Copies copies(List<Utterance> train, List<Utterance> dev) throws IOException {
        Split split = new Split(train, dev);
        return Copies.of(split, TrainAndDev.contents(split));
    }

    @Test
    void theSameBytesUnderAnotherNameAreFound() throws IOException {
        List<Utterance> train =
                List.of(DIGITS.get(0), DIGITS.get(1), copy(DIGITS.get(0), 0), copy(DIGITS.get(1), 0.25));
        List<Utterance> dev = List.of(DIGITS.get(2), copy(DIGITS.get(0), 0.5), DIGITS.get(1));
        assertThat(copies(train, dev)).isEqualTo(new Copies(1, 1));
        assertThat(copies(DIGITS.subList(0, 6), DIGITS.subList(6, 12))).isEqualTo(new Copies(0, 0));
    }

    @Test
    void copiesAreToldAndLeaksOfADevSetThatWasSetAside() {
        List<String> told = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                told.add("note: " + line);
            }

            @Override
            public void warn(String line) {
                told.add("warning: " + line);
            }
        };
        new Copies(2, 3).tell(DIGITS, DIGITS.subList(0, 4), progress);
        assertThat(told)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("note: 2 of the 12 training clips are copies of others"),
                        line -> assertThat(line)
                                .startsWith("warning: 3 of the 4 clips set aside as dev are also trained on"));
        told.clear();
        new Copies(1, 0).tell(DIGITS, List.of(), progress);
        assertThat(told)
                .containsExactly("note: 1 of the 12 training clips is a copy of another, so what it says counts twice");
        told.clear();
        new Copies(0, 3).tell(DIGITS, List.of(), progress);
        assertThat(told).isEmpty();
    }
}
