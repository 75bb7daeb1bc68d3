package attune.speech.selftraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestTest {
    @TempDir
    Path folder;

    private final List<Utterance> digits = TinySpeech.digits();
    private final List<String> told = new ArrayList<>();

    private final Progress listener = new Progress() {
        @Override
        public void note(String line) {
            told.add(line);
        }

        @Override
        public void warn(String line) {
            told.add(line);
        }
    };

    private Path copy(int digit, String name) throws IOException {
        return Files.copy(digits.get(digit).clip().audio(), folder.resolve(name));
    }

    @Test
    void whatIsTranscribedUnderAnotherNameIsLeftOut() throws IOException {
        copy(0, "copy of zero.flac");
        copy(1, "one.flac");
        Rest rest = Rest.of(List.of(folder), digits.subList(0, 1), listener);
        assertThat(rest.recordings()).extracting(Utterance::id).containsExactly(folder.resolve("one.flac") + "");
        assertThat(rest.recordings().get(0).clip().durationSeconds()).isPresent();
        assertThat(told)
                .containsExactly("1 of 2 untranscribed recordings are also in train, dev or test, and left out");
    }

    @Test
    void whatIsReachedTwiceIsLearntFromOnce() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("january"));
        copy(1, "january/one.flac");
        copy(2, "two.flac");
        assertThat(Rest.of(List.of(folder, inner), List.of(), listener).recordings())
                .hasSize(2);
        assertThat(told)
                .singleElement()
                .isEqualTo("1 of 3 untranscribed recordings are given twice, and learnt from once");
    }

    @Test
    void anotherStretchOfATranscribedFileIsNot() throws IOException {
        Path audio = copy(3, "three.flac");
        Utterance first = digits.get(3).withClip(new Clip(audio, 0, OptionalDouble.of(0.2)));
        Utterance second = first.withId("b").withClip(new Clip(audio, 0.2, OptionalDouble.of(0.1)));
        Path manifest = TinySpeech.manifest(folder.resolve("rest.jsonl"), List.of(first, second));
        assertThat(Rest.of(List.of(manifest), List.of(first), listener).recordings())
                .extracting(one -> one.clip().offsetSeconds())
                .containsExactly(0.2);
    }

    @Test
    void unreadableFilesAreToldAndLeftOut() throws IOException {
        copy(0, "zero.flac");
        Files.writeString(folder.resolve("broken.wav"), "RIFF and no more");
        assertThat(Rest.of(List.of(folder), List.of(), listener).recordings()).hasSize(1);
        assertThat(told).singleElement().asString().startsWith("left out: ").contains("broken.wav");
    }

    @Test
    void nothingLeftIsAFault() throws IOException {
        copy(0, "zero.flac");
        List<Path> inputs = List.of(folder);
        assertThatThrownBy(() -> Rest.of(inputs, digits, listener))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("there is no recording that can be read");
    }

    @Test
    void theDigestIsThatOfContentsAndStretches() throws IOException {
        copy(0, "zero.flac");
        String before = Rest.of(List.of(folder), List.of(), listener).sha256();
        assertThat(Rest.of(List.of(folder), List.of(), listener).sha256()).isEqualTo(before);
        Files.delete(folder.resolve("zero.flac"));
        copy(1, "zero.flac");
        assertThat(Rest.of(List.of(folder), List.of(), listener).sha256()).isNotEqualTo(before);
    }
}
