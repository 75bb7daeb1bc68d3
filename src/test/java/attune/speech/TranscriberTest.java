package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.decoding.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriberTest {
    @TempDir
    Path folder;

    @Test
    void aTranscriptDoesNotDependOnTheOtherClips() {
        Transcriber transcriber = new Transcriber(TinySpeech.model(3));
        List<Clip> clips = TinySpeech.digits().stream().map(Utterance::clip).toList();
        List<Transcriber.Heard> together = transcriber.transcribe(clips);
        for (int i = 0; i < clips.size(); i++) {
            Transcriber.Heard alone =
                    transcriber.transcribe(List.of(clips.get(i))).get(0);
            assertThat(alone.text()).isEqualTo(together.get(i).text());
            assertThat(alone.seconds()).isEqualTo(together.get(i).seconds());
        }
        assertThat(together).anySatisfy(heard -> assertThat(heard.text()).isNotEmpty());
    }

    @Test
    void clipsOfSeveralGroupsComeInTheirOrder() {
        Transcriber transcriber = new Transcriber(TinySpeech.model(3));
        List<Clip> digits = TinySpeech.digits().stream().map(Utterance::clip).toList();
        List<Transcriber.Heard> once = transcriber.transcribe(digits);
        List<Clip> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(digits.get(i * 7 % digits.size()));
        }

        List<Transcriber.Heard> heard = transcriber.transcribe(many);

        assertThat(heard).hasSize(300);
        for (int i = 0; i < heard.size(); i++) {
            Transcriber.Heard expected = once.get(i * 7 % digits.size());
            assertThat(heard.get(i).text()).as("clip %d", i).isEqualTo(expected.text());
            assertThat(heard.get(i).seconds()).as("clip %d", i).isEqualTo(expected.seconds());
        }
    }

    @Test
    void whatTheTakerOfResultsThrowsComesOut() {
        Transcriber transcriber = new Transcriber(TinySpeech.model(3));
        Clip digit = TinySpeech.digits().get(0).clip();

        assertThatThrownBy(() -> transcriber.transcribe(Collections.nCopies(200, digit), heard -> {
                    throw new IllegalStateException("the disk is full");
                }))
                .hasMessage("the disk is full");
    }

    @Test
    void badFilesAreRejectedAndTheOthersDone() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.wav"));
        Path text = Files.writeString(folder.resolve("text.flac"), "this is not sound");
        Path good = TinySpeech.digits().get(3).clip().audio();
        List<Clip> clips = new ArrayList<>();
        for (Path file : List.of(empty, good, text, folder.resolve("missing.wav"))) {
            clips.add(Clip.whole(file));
        }
        List<Transcriber.Heard> heard = new Transcriber(TinySpeech.model(3)).transcribe(clips);
        assertThat(heard).extracting(one -> one.fault().isPresent()).containsExactly(true, false, true, true);
        assertThat(heard.get(0).fault().orElseThrow()).hasMessageContaining("empty.wav");
        assertThat(heard.get(1).seconds()).isBetween(0.8, 0.9);
    }

    @Test
    void wavAndFlacOfTheSameSoundGiveTheSameProbability() throws IOException {
        SpeechModel model = TinySpeech.model(3);
        for (Utterance utterance : TinySpeech.digits()) {
            Path flac = utterance.clip().audio();
            Path wav = folder.resolve(flac.getFileName() + ".wav");
            WavWriter.write(wav, new AudioReader().read(flac, 16_000));
            Transcript ofWav = model.transcribe(wav);
            Transcript ofFlac = model.transcribe(flac);
            assertThat(ofWav.logProb()).isEqualTo(ofFlac.logProb());
            assertThat(ofWav).isEqualTo(ofFlac);
        }
    }
}
