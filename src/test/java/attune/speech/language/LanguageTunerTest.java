package attune.speech.language;

import static org.assertj.core.api.Assertions.assertThat;

import attune.decoding.Calibration;
import attune.decoding.HotWords;
import attune.decoding.UnknownWords;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.speech.DecodingSettings;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechDecoder;
import attune.speech.TinyLanguage;
import attune.speech.TinySpeech;
import attune.text.Alphabet;
import attune.training.Scorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tuning on clips whose outputs are made up: each letter of the text is clear, except one that sounds like another. */
class LanguageTunerTest {
    private static final Alphabet ALPHABET = Alphabet.english();

    @TempDir
    Path folder;

    private NgramModel model;

    @BeforeEach
    void build() {
        model = TinyLanguage.digits(folder);
    }

    /** Blank and letter by turns; where the text has the unclear letter, the other is a little more probable. */
    private static float[][] sounds(String text, char letter, char like) {
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            frames.add(frame(ALPHABET.blankIndex(), ALPHABET.blankIndex()));
            int said = label(character);
            frames.add(character == letter ? frame(label(like), said) : frame(said, said));
        }
        frames.add(frame(ALPHABET.blankIndex(), ALPHABET.blankIndex()));
        return frames.toArray(float[][]::new);
    }

    private static int label(char character) {
        return ALPHABET.encode(String.valueOf(character))[0];
    }

    private static float[] frame(int first, int second) {
        double[] weights = new double[ALPHABET.size()];
        Arrays.fill(weights, 1e-4);
        weights[second] = 0.4;
        weights[first] = 0.5;
        double sum = Arrays.stream(weights).sum();
        float[] logProbs = new float[weights.length];
        for (int i = 0; i < logProbs.length; i++) {
            logProbs[i] = (float) Math.log(weights[i] / sum);
        }
        return logProbs;
    }

    private static List<HeardClip> clips() {
        return List.of(
                new HeardClip("a", "one two three", sounds("one two three", 'w', 'v')),
                new HeardClip("b", "seven eight nine", sounds("seven eight nine", 'v', 'w')),
                new HeardClip("c", "four five six", sounds("four five six", 'x', 'k')));
    }

    @Test
    void theLanguageModelMendsWhatSoundsAlike() {
        TunedLanguage tuned = new LanguageTuner(TinySpeech.format(), model, clips(), Progress.SILENT).tune();
        assertThat(tuned.greedy().wordErrorRate()).isEqualTo(3.0 / 9);
        assertThat(tuned.best().wordErrorRate()).isZero();
        assertThat(tuned.widths()).extracting(trial -> trial.settings().width()).containsExactly(1, 10, 100, 1000);
        assertThat(tuned.widths().get(2)).isEqualTo(tuned.best());
    }

    @Test
    void aNetworkIsScoredAsItDecodesBest() {
        assertThat(new LanguageTuner(TinySpeech.format(), model, clips(), Progress.SILENT).score())
                .isEqualTo(new Scorer.Score(0, "WER 0.0 %, CER 0.0 % (with language model)"));
        // The language model hears "five" in it, whatever its weight.
        HeardClip name = new HeardClip("name", "fivo", sounds("five", 'e', 'o'));
        assertThat(new LanguageTuner(TinySpeech.format(), model, List.of(name), Progress.SILENT).score())
                .isEqualTo(new Scorer.Score(0, "WER 0.0 %, CER 0.0 % (greedy)"));
    }

    @Test
    void theLowestTrialBySurfaceAndPriorWinsWithItsSettings() {
        TunedLanguage tuned = new LanguageTuner(TinySpeech.format(), model, clips(), Progress.SILENT).tune();
        assertThat(tuned.trials())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(42)
                .contains(tuned.best());
        ScoreSurface surface = new ScoreSurface(tuned.trials());
        SettingsPrior prior = SettingsPrior.against(clips());
        double lowest =
                surface.at(tuned.best().settings()) + prior.at(tuned.best().settings());
        double near = tuned.trials().stream().mapToDouble(Trial::score).min().orElseThrow() + ScoreSurface.NEAR;
        assertThat(tuned.best().score()).isLessThanOrEqualTo(near);
        assertThat(tuned.trials())
                .filteredOn(trial -> trial.score() <= near)
                .allSatisfy(trial -> assertThat(surface.at(trial.settings()) + prior.at(trial.settings()))
                        .isGreaterThanOrEqualTo(lowest));
        DecodingSettings found = tuned.language().settings();
        assertThat(found.weight()).isEqualTo(tuned.best().settings().weight());
        assertThat(found.wordBonus()).isEqualTo(tuned.best().settings().wordBonus());
    }

    @Test
    void threadsChangeNothing() {
        TunedLanguage once = new LanguageTuner(TinySpeech.format(), model, clips(), Progress.SILENT).tune();
        TunedLanguage again = new LanguageTuner(TinySpeech.format(), model, clips(), Progress.SILENT).tune();
        assertThat(again.trials()).isEqualTo(once.trials());
        assertThat(again.language().settings()).isEqualTo(once.language().settings());
    }

    @Test
    void aWeightOfZeroWithoutBonusAndPenaltiesIsNoLanguageModelAtAll() {
        SplittableRandom random = new SplittableRandom(5);
        DecodingSettings mute =
                new DecodingSettings(50, 0, 0, 0, new UnknownWords.Penalised(0, 0), Calibration.NONE, Calibration.NONE);
        SpeechDecoder with =
                SpeechDecoder.beam(TinySpeech.format(), new LanguageDecoding(model, mute), HotWords.none(), 5);
        SpeechDecoder without = SpeechDecoder.beam(TinySpeech.format(), 50, HotWords.none(), 5);
        for (int clip = 0; clip < 20; clip++) {
            float[][] logProbs = new float[30][];
            for (int frame = 0; frame < logProbs.length; frame++) {
                logProbs[frame] = frame(random.nextInt(ALPHABET.size()), random.nextInt(ALPHABET.size()));
            }
            assertThat(with.decode(logProbs).text())
                    .isEqualTo(without.decode(logProbs).text());
        }
    }

    @Test
    void confidencesAreCalibratedOnlyWhereThereAreWords() {
        List<HeardClip> silent =
                List.of(new HeardClip("a", "one", new float[0][]), new HeardClip("b", "two", new float[0][]));
        TunedLanguage tuned = new LanguageTuner(TinySpeech.format(), model, silent, Progress.SILENT).tune();
        assertThat(tuned.best().wordErrorRate()).isEqualTo(1);
        assertThat(tuned.language().settings().calibration()).isEqualTo(Calibration.NONE);
        assertThat(tuned.beamError()).isEqualTo(new CalibrationError(0, 0));
    }
}
