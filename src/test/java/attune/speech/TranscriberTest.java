package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriberTest {
    @TempDir
    Path folder;

    @Test
    void aTranscriptDoesNotDependOnTheOtherClips() {
        Transcriber transcriber = new Transcriber(TinySpeech.model(3));
        List<Clip> clips = TinySpeech.digits().stream().map(Utterance::clip).toList();
        List<Heard> together = transcriber.transcribe(clips);
        for (int i = 0; i < clips.size(); i++) {
            Heard alone = transcriber.transcribe(List.of(clips.get(i))).get(0);
            assertThat(alone.text()).isEqualTo(together.get(i).text());
            assertThat(alone.seconds()).isEqualTo(together.get(i).seconds());
        }
        assertThat(together).anySatisfy(heard -> assertThat(heard.text()).isNotEmpty());
    }

    @Test
    void clipsOfSeveralGroupsComeInTheirOrder() {
        Transcriber transcriber = new Transcriber(TinySpeech.model(3));
        List<Clip> digits = TinySpeech.digits().stream().map(Utterance::clip).toList();
        List<Heard> once = transcriber.transcribe(digits);
        List<Clip> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(digits.get(i * 7 % digits.size()));
        }

        List<Heard> heard = transcriber.transcribe(many);

        assertThat(heard).hasSize(300);
        for (int i = 0; i < heard.size(); i++) {
            Heard expected = once.get(i * 7 % digits.size());
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
        List<Heard> heard = new Transcriber(TinySpeech.model(3)).transcribe(clips);
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

    /** A clip of several pieces has as many other texts as one of a single piece, the transcript's first. */
    @Test
    void aLongClipHasHypothesesToo() throws IOException {
        SpeechModel model = TinySpeech.streaming(1, 4);
        List<float[]> sounds = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            sounds.add(new AudioReader()
                    .read(TinySpeech.digits().get(i % 12).clip().audio(), 16_000)
                    .samples());
        }
        float[] all = new float[sounds.stream().mapToInt(sound -> sound.length).sum()];
        int at = 0;
        for (float[] sound : sounds) {
            System.arraycopy(sound, 0, all, at, sound.length);
            at += sound.length;
        }
        Path file = folder.resolve("long.wav");
        WavWriter.write(file, new Waveform(all, 16_000));
        SpeechDecoder decoder =
                new DecodingOptions(false, Optional.empty(), Optional.empty(), OptionalInt.of(6), 5).decoder(model);

        Heard heard = new Transcriber(model, decoder)
                .transcribe(List.of(Clip.whole(file)))
                .get(0);

        assertThat(heard.seconds()).isGreaterThan(30);
        assertThat(heard.hypotheses()).hasSize(5);
        assertThat(heard.hypotheses().get(0).text()).isEqualTo(heard.text());
        assertThat(heard.hypotheses()).extracting(Hypothesis::text).doesNotHaveDuplicates();
        assertThat(heard.hypotheses()).extracting(Hypothesis::score).isSortedAccordingTo(Comparator.reverseOrder());
    }
}
