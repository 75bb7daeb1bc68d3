package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.evaluation.EditDistance;
import attune.evaluation.ErrorCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty clips of the corpus in a row, and so many pieces, through the model that the project ships. */
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
        model = SpeechModel.open(Path.of("models/source-en/source-en.attune")).bare();
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
        List<Heard> heard = new ArrayList<>();
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
    void theTranscriptIsThatOfThePiecesAsClipsOfTheirOwn() {
        List<String> texts = new ArrayList<>();
        List<Double> wordStarts = new ArrayList<>();
        new Pieces(16_000).read(Clip.whole(file), (start, sound) -> {
            Path piece = folder.resolve("piece.wav");
            write(piece, sound);
            Transcript alone = model.transcribe(piece);
            if (!alone.words().isEmpty()) {
                texts.add(alone.text());
            }
            alone.words().forEach(word -> wordStarts.add(start + word.startSeconds()));
        });
        Transcript whole = model.transcribe(file);

        assertThat(texts).as("pieces").hasSizeGreaterThan(5);
        assertThat(whole.text()).isEqualTo(String.join(" ", texts));
        assertThat(whole.words()).hasSameSizeAs(wordStarts);
        for (int i = 0; i < wordStarts.size(); i++) {
            // At a join the last word of a piece and the first of the next may have been made to touch.
            assertThat(whole.words().get(i).startSeconds()).isCloseTo(wordStarts.get(i), within(0.08));
        }
    }

    /**
     * Not character for character: a bidirectional network whose input is normalised by the mean of the piece
     * recognises a clip differently among its neighbours. It must not do worse.
     */
    @Test
    void clipsAreHeardAsWellInALongFileAsAlone() {
        List<Heard> alone = new Transcriber(model)
                .transcribe(clips.stream().map(Utterance::clip).toList());
        List<Word> words = model.transcribe(file).words();

        ErrorCounts inFile = ErrorCounts.NONE;
        ErrorCounts byItself = ErrorCounts.NONE;
        for (int i = 0; i < CLIPS; i++) {
            int clip = i;
            String here = words.stream()
                    .filter(word -> middle(word) >= STARTS.get(clip) && middle(word) < STARTS.get(clip + 1))
                    .map(Word::text)
                    .collect(Collectors.joining(" "));
            String reference = clips.get(i).requireText();
            inFile = inFile.plus(EditDistance.characters(reference, here));
            byItself = byItself.plus(
                    EditDistance.characters(reference, alone.get(i).text()));
        }
        assertThat(inFile.rate()).as("%s, alone %s", inFile, byItself).isLessThan(byItself.rate() + 0.03);
    }

    private static void write(Path file, Waveform sound) {
        try {
            WavWriter.write(file, sound);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double middle(Word word) {
        return (word.startSeconds() + word.endSeconds()) / 2;
    }
}
