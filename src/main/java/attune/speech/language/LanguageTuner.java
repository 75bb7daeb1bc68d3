package attune.speech.language;

import static java.util.Objects.requireNonNull;

import attune.decoding.Calibration;
import attune.decoding.HotWords;
import attune.decoding.Transcript;
import attune.evaluation.ScoredClip;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.speech.DecodingSettings;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechFormat;
import attune.speech.learning.DevScore;
import attune.training.Scorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds how to decode with a language model: searches the weight, word bonus and blank penalty with the fewest errors on
 * held-out clips, first on a coarse grid of weights and bonuses over which the penalties are spread as in a Latin
 * square, then around its best point, and last calibrates confidences. The best trial is the one
 * at which a {@link ScoreSurface} through all of them and a {@link SettingsPrior} are lowest together, among those that
 * did not do badly themselves. The network has run before, the language model's vocabulary is walked once, and no settings
 * are tried twice; clips are decoded in parallel.
 */
public final class LanguageTuner {
    private static final int WIDTH = DecodingSettings.DEFAULT.width();
    private static final List<Double> WEIGHTS = List.of(0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0);
    private static final List<Double> BONUSES = List.of(-1.0, 0.0, 1.0, 2.0, 3.0, 4.0);
    private static final List<Double> PENALTIES = List.of(0.0, 1.0, 2.0);
    private static final double FINE_WEIGHT = 0.125;
    private static final double FINE_BONUS = 0.5;
    private static final double FINE_PENALTY = 0.5;
    private static final int FINE_TRIALS = 26;

    /** How often the fine grid may follow the surface's lowest trial. */
    private static final int MOST_MOVES = 3;

    private static final List<Integer> WIDTHS = List.of(1, 10, 100, 1000);

    private final SpeechFormat format;
    private final NgramModel model;
    private final SpeechDecoder decoder;
    private final List<HeardClip> clips;
    private final SettingsPrior prior;
    private final Progress progress;
    private final Map<DecodingSettings, Trial> trials = new LinkedHashMap<>();

    /**
     * A tuner.
     *
     * @param format of the speech model
     * @param model the language model
     * @param clips dev clips, not empty
     * @param progress is told of every trial
     */
    public LanguageTuner(SpeechFormat format, NgramModel model, List<HeardClip> clips, Progress progress) {
        this.format = format;
        this.model = model;
        this.decoder =
                SpeechDecoder.beam(format, new LanguageDecoding(model, DecodingSettings.DEFAULT), HotWords.none(), 1);
        this.clips = List.copyOf(clips);
        this.prior = SettingsPrior.against(clips);
        this.progress = progress;
    }

    /**
     * Tunes.
     *
     * @return the best settings and how they were found
     */
    public TunedLanguage tune() {
        return tuned(search());
    }

    /** The score with the best settings, or without the language model where that is better. */
    Scorer.Score score() {
        Trial with = search();
        Trial without = scored(DecodingSettings.DEFAULT, decode(greedyDecoder()));
        return with.score() <= without.score()
                ? with.devScore().as("with language model")
                : without.devScore().as("greedy");
    }

    private Trial search() {
        progress.begin("tuning the language model", (long) WEIGHTS.size() * BONUSES.size() + FINE_TRIALS * MOST_MOVES);
        for (int i = 0; i < WEIGHTS.size(); i++) {
            for (int j = 0; j < BONUSES.size(); j++) {
                double penalty = PENALTIES.get((i + j) % PENALTIES.size());
                test(DecodingSettings.DEFAULT.with(WEIGHTS.get(i), BONUSES.get(j), penalty));
            }
        }
        Trial center = best();
        for (int move = 0; move < MOST_MOVES; move++) {
            refine(center.settings());
            Trial lowest = best();
            if (lowest.equals(center)) {
                break;
            }
            center = lowest;
        }
        return center;
    }

    private SpeechDecoder greedyDecoder() {
        return SpeechDecoder.greedy(format, Calibration.NONE);
    }

    /**
     * A decoder with the language model.
     *
     * @param settings tuned, or any
     * @return one that shares the prepared vocabulary
     */
    public SpeechDecoder decoder(DecodingSettings settings) {
        return decoder.with(new LanguageDecoding(model, settings));
    }

    private void refine(DecodingSettings around) {
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                for (int k = -1; k <= 1; k++) {
                    testFinely(around, i, j, k);
                }
            }
        }
    }

    private void testFinely(DecodingSettings around, int weights, int bonuses, int penalties) {
        double weight = around.weight() + weights * FINE_WEIGHT;
        double penalty = around.blankPenalty() + penalties * FINE_PENALTY;
        if (weight >= 0 && penalty >= 0) {
            test(around.with(weight, around.wordBonus() + bonuses * FINE_BONUS, penalty));
        }
    }

    private TunedLanguage tuned(Trial winner) {
        List<Trial> widths = new ArrayList<>();
        for (int width : WIDTHS) {
            progress.begin("decoding with width " + width, -1);
            widths.add(width == WIDTH ? winner : trial(winner.settings().withWidth(width)));
        }
        List<Transcript> greedyTranscripts = decode(greedyDecoder());
        WordConfidences.Fit greedy = confidences(greedyTranscripts).fit();
        WordConfidences.Fit beam =
                confidences(decode(decoder(winner.settings()))).fit();
        return new TunedLanguage(
                new LanguageDecoding(model, winner.settings().calibrated(beam.calibration(), greedy.calibration())),
                List.copyOf(trials.values()),
                winner,
                scored(DecodingSettings.DEFAULT, greedyTranscripts),
                widths,
                new CalibrationError(beam.errorBefore(), beam.errorAfter()),
                new CalibrationError(greedy.errorBefore(), greedy.errorAfter()));
    }

    private void test(DecodingSettings settings) {
        trials.computeIfAbsent(settings, this::trial);
        progress.at(trials.size(), "");
    }

    private Trial best() {
        ScoreSurface surface = new ScoreSurface(List.copyOf(trials.values()));
        double near = trials.values().stream().mapToDouble(Trial::score).min().orElseThrow() + ScoreSurface.NEAR;
        return trials.values().stream()
                .filter(trial -> trial.score() <= near) // the surface knows little about the others
                .min(Comparator.comparingDouble(trial -> surface.at(trial.settings()) + prior.at(trial.settings())))
                .orElseThrow();
    }

    private Trial trial(DecodingSettings settings) {
        return scored(settings, decode(decoder(settings)));
    }

    private List<Transcript> decode(SpeechDecoder with) {
        return clips.parallelStream()
                .map(clip -> {
                    progress.stopIfRequested("while tuning the language model");
                    return with.decode(clip.logProbs());
                })
                .toList();
    }

    private Trial scored(DecodingSettings settings, List<Transcript> transcripts) {
        List<ScoredClip> scored = IntStream.range(0, clips.size())
                .mapToObj(i -> ScoredClip.score(
                        clips.get(i).id(),
                        clips.get(i).reference(),
                        transcripts.get(i).text()))
                .toList();
        DevScore score = DevScore.of(scored);
        return new Trial(settings, score.words(), score.characters());
    }

    private WordConfidences confidences(List<Transcript> transcripts) {
        WordConfidences confidences = new WordConfidences();
        for (int i = 0; i < transcripts.size(); i++) {
            confidences.add(clips.get(i).reference(), requireNonNull(transcripts.get(i)));
        }
        return confidences;
    }
}
