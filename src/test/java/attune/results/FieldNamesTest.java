package attune.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts read these names: a change here is a breaking change. */
class FieldNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

    @ParameterizedTest
    @CsvSource({
        "EvaluationResult, model clips words wer werLow werHigh cer substitutions deletions insertions againstFirst"
                + " probe confidence perClip leftOut",
        "ClipResult, id audio offset duration reference hypothesis confidence words characters",
        "ClipResult$Counts, errors correct substitutions deletions insertions",
        "LadderResult, normalizer rungs leftOut",
        "LadderResult$Rung, name clips words wer werLow werHigh cer rawWer rawCer againstBelow decoding",
        "Difference$OfWords, difference low high bootstrapP matchedPairsP enoughClipsForMatchedPairs",
        "ClassificationResult, model pictures unreadable accuracy accuracyInterval topFive topFiveInterval meanRecall"
                + " classes confusion comparedWithFirst",
        "ClassificationResult$PerClass, label pictures precision recall",
        "Difference$OfPictures, accuracy accuracyLow accuracyHigh onlyFirst onlyThis pValue",
        "ReliabilityResult, words shareRight expectedCalibrationError low high brier bins againstFirst",
        "ReliabilityResult$Bin, from to words meanConfidence shareRight",
        "ReliabilityResult$OfErrors, difference low high",
        "SweepResult, rows best chosen bundle rejected",
        "SweepResult$Row, name trainedParameters steps stepsToBest seconds dev test againstBest tied bestRun",
        "LearningCurveResult, points choices forecasts",
        "LearningCurveResult$Forecast, name minutes error low high gain gainLow gainHigh",
        "LearningCurveResult$Point, minutes name dev test steps seconds bestRun",
        "LearningCurveResult$Choice, minutes best ties chosen bundle",
        "CrossValidationResult, folds rows best chosen",
        "CrossValidationResult$Row, name trainedParameters steps stepsToBest seconds heldOut againstBest tied",
        "Difference$OfTries, difference low high bootstrapP correctedP",
        "PartialText, partial stable seconds",
        "PictureClasses, picture classes",
        "PictureClasses$Guess, label probability",
        "Inspection$OfSpeech, metadata format obstacleToStreaming parity probeClips layers streaming",
        "Inspection$OfImages, metadata format layers",
        "TuningResult, best greedy trials widths meanOverWidths calibrationError greedyCalibrationError",
        "CorpusBuildResult, recordings unreadable",
        "CorpusBuildResult$Recording, audio minutes sentences found kept clips clipMinutes",
        "CorpusCheckResult, clips minutes rejected doubtful lines defects texts heldOut",
        "CorpusCheckResult$OfDefect, defect rejects title clips examples",
        "CorpusCheckResult$OfRule, rule count text",
        "CorpusCheckResult$Example, where text value",
        "CorpusSplitResult, sets",
        "CorpusSplitResult$OfSet, name manifest clips minutes speakers words newWords",
        "CorpusStatsResult, sets",
        "CorpusStatsResult$OfSet, manifest clips untranscribed hours speakers seconds lettersPerSecond wordsPerMinute"
                + " words vocabulary onceShare newWordShare frequentWords letters",
        "CorpusStatsResult$Lengths, shortest tenth median ninetieth longest",
        "CorpusStatsResult$Count, text count",
        "BlendResult, points best chosen rule blended kept blendedLabels labels",
        "BlendResult$Point, weight target tied source",
        "BlendResult$OfClips, clips words wer werLow werHigh cer",
        "PerplexityResult, sentences tokens unknown logProb perplexity knownPerplexity",
    })
    void jsonHasTheseNamesInThisOrder(String record, String names) throws ReflectiveOperationException {
        Class<?> type = Class.forName("attune.results." + record);
        assertThat(String.join(" ", names(type))).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource({
        "attune.evaluation.Interval, low high confidenceLevel",
        "attune.corpus.Overlap, clips sameText nearText speakers heardSpeakers words newWords",
        "attune.speech.DecodingSettings, width weight wordBonus blankPenalty unknownWords calibration greedyCalibration",
        "attune.speech.language.Trial, settings wordErrorRate characterErrorRate",
        "attune.speech.language.CalibrationError, before after",
        "attune.speech.adaptation.WordRates, runs clips words wer werLow werHigh cer",
        "attune.vision.adaptation.PictureRates, runs pictures errorRate errorRateLow errorRateHigh",
        "attune.surgery.LayerTable, rows parameters trainedParameters",
        "attune.surgery.LayerRow, name type in out parameters origin training rateFactor",
    })
    void soHasWhatStandsInThem(String record, String names) throws ReflectiveOperationException {
        assertThat(String.join(" ", names(Class.forName(record)))).isEqualTo(names);
    }

    private static List<String> names(Class<?> type) {
        List<String> names = new ArrayList<>();
        try {
            JSON.getSerializerProviderInstance()
                    .findValueSerializer(type)
                    .properties()
                    .forEachRemaining((PropertyWriter property) -> names.add(property.getName()));
        } catch (JsonMappingException e) {
            throw new AssertionError(type + " is no JSON", e);
        }
        return names;
    }
}
