package attune.speech.live;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.decoding.Calibration;
import attune.decoding.HotWords;
import attune.speech.DecodingSettings;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the shipped streaming model says is certain, on telephone prompts. */
class StableTextIT {
    private static final Path BUNDLE = Path.of("models/source-en-streaming/source-en-streaming.attune");
    private static final Path CLIPS = Path.of("corpora/asterisk-en/test.jsonl");
    private static final int CLIPS_HEARD = 25;

    /** How texts are found. */
    private enum Way {
        GREEDY,
        BEAM,
        LANGUAGE_MODEL;

        SpeechDecoder decoder(SpeechModel model) {
            return switch (this) {
                case GREEDY -> SpeechDecoder.greedy(model.format(), Calibration.NONE);
                case BEAM -> SpeechDecoder.beam(model.format(), DecodingSettings.DEFAULT.width(), HotWords.none(), 1);
                case LANGUAGE_MODEL -> model.decoder();
            };
        }
    }

    /** Checks each text against the one before it. */
    private static final class Checked implements SpeechStream.Listener {
        private String kept = "";
        private int words;
        private int early;

        @Override
        public void partial(SpeechStream.Partial partial) {
            assertThat(words(partial.stable())).startsWith(words(kept));
            kept = partial.stable();
        }

        @Override
        public void segment(SpeechStream.Segment segment) {
            String text = segment.transcript().text();
            assertThat(words(text)).startsWith(words(kept));
            words += segment.transcript().words().size();
            early += kept.isEmpty() ? 0 : kept.split(" ", -1).length;
            kept = "";
        }

        private static String words(String text) {
            return text.isEmpty() ? "" : text + " ";
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNeverTakenBackAndComesBeforeTheSegmentEnds(Way way) throws IOException {
        SpeechModel model = SpeechModel.open(BUNDLE);
        int rateHz = model.format().frontEnd().sampleRateHz();
        SplittableRandom random = new SplittableRandom(5);
        Checked checked = new Checked();
        SpeechStream stream = SpeechStream.open(model, StreamSettings.DEFAULT, way.decoder(model), checked);
        List<Utterance> clips = Manifest.read(CLIPS).subList(0, CLIPS_HEARD);
        for (Utterance clip : clips) {
            float[] sound = new AudioReader().read(clip.clip().audio(), rateHz).samples();
            for (int from = 0, to; from < sound.length; from = to) {
                to = Math.min(sound.length, from + 1 + random.nextInt(rateHz / 2));
                stream.accept(Arrays.copyOfRange(sound, from, to), to - from);
            }
        }
        stream.finish();

        System.out.println(way + ": " + checked.early + " of " + checked.words + " words were certain early");
        assertThat(checked.words).isGreaterThan(150);
        assertThat(checked.early).isGreaterThan(checked.words / (way == Way.LANGUAGE_MODEL ? 5 : 4));
    }
}
