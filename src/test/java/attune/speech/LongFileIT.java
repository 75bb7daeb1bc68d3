package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.decoding.Word;
import attune.evaluation.EditDistance;
import attune.evaluation.ErrorCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty clips of the corpus one behind the other, which is many pieces, through the model that the project ships. */
class LongFileIT {
    private static final int CLIPS = 60;
    /** The network places a clip's first or last character up to some frames from where it is. */
    private static final double EDGE_SECONDS = 0.3;

    @TempDir
    static Path folder;

    private static List<Utterance> clips;
    private static final List<Double> STARTS = new ArrayList<>();
    private static Path file;
    private static SpeechModel model;

    @BeforeAll
    static void joinClips() throws IOException {
        model = SpeechModel.open(Path.of("models/source-en/source-en.attune"));
        clips = Manifest.read(TinySpeech.CORPUS.resolve("test.jsonl")).subList(0, CLIPS);
        List<float[]> sounds = clips.stream()
                .map(one -> new AudioReader().read(one.clip().audio(), 16_000).samples())
                .toList();
        float[] joined =
                new float[sounds.stream().mapToInt(sound -> sound.length).sum()];
        int at = 0;
        for (float[] sound : sounds) {
            STARTS.add(at / 16_000.0);
            System.arraycopy(sound, 0, joined, at, sound.length);
            at += sound.length;
        }
        STARTS.add(at / 16_000.0);
        file = folder.resolve("long.wav");
        WavWriter.write(file, new Waveform(joined, 16_000));
    }

    private static boolean isWithin(Word word, int clip) {
        return word.startSeconds() > STARTS.get(clip) - EDGE_SECONDS
                && word.endSeconds() < STARTS.get(clip + 1) + EDGE_SECONDS;
    }

    @Test
    void theTimesOfKnownWordsLieInTheirClips() {
        String text = clips.stream().map(Utterance::requireText).collect(Collectors.joining(" "));
        List<Transcriber.Heard> heard = new ArrayList<>();
        Utterance whole = new Utterance("long", Clip.whole(file), Optional.of(text), "long.wav", Map.of());
        new TextAligner(model).align(List.of(whole), heard::add);

        List<Word> words = heard.get(0).transcript().orElseThrow().words();
        int next = 0;
        int astray = 0;
        for (int clip = 0; clip < CLIPS; clip++) {
            for (String word : clips.get(clip).requireText().split(" ", -1)) {
                assertThat(words.get(next).text()).isEqualTo(word);
                astray += isWithin(words.get(next), clip) ? 0 : 1;
                next++;
            }
        }
        assertThat(words).hasSize(next);
        assertThat(astray).as("of %d words", next).isLessThanOrEqualTo(next / 50);
    }

    @Test
    void whatIsHeardIsWhatIsHeardInTheClipsUpToTheJoins() {
        Transcriber transcriber = new Transcriber(model);
        List<Transcriber.Heard> alone =
                transcriber.transcribe(clips.stream().map(Utterance::clip).toList());
        Transcriber.Heard whole =
                transcriber.transcribe(List.of(Clip.whole(file))).get(0);

        List<Word> words = whole.transcript().orElseThrow().words();
        assertThat(words).isSortedAccordingTo((a, b) -> Double.compare(a.startSeconds(), b.startSeconds()));
        assertThat(words.get(words.size() - 1).endSeconds()).isLessThanOrEqualTo(STARTS.get(CLIPS));
        ErrorCounts all = ErrorCounts.NONE;
        for (int i = 0; i < CLIPS; i++) {
            int clip = i;
            String here = words.stream()
                    .filter(word -> middle(word) >= STARTS.get(clip) && middle(word) < STARTS.get(clip + 1))
                    .map(Word::text)
                    .collect(Collectors.joining(" "));
            all = all.plus(EditDistance.characters(alone.get(i).text(), here));
        }
        // The model hears a clip's neighbours and the loudness of all, so some characters differ; few do.
        assertThat(all.rate()).as("%s", all).isLessThan(0.15);
    }

    private static double middle(Word word) {
        return (word.startSeconds() + word.endSeconds()) / 2;
    }
}
