package attune.speech.language;

import attune.decoding.Calibration;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.evaluation.JudgedWord;
import attune.evaluation.JudgedWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Confidences of recognised words, and which of the words are right, clip by clip. */
final class WordConfidences {
    private final List<List<JudgedWord>> clips = new ArrayList<>();

    /**
     * A calibration and its effect.
     *
     * @param calibration fitted on all words
     * @param errorBefore expected calibration error of the raw confidences
     * @param errorAfter that of calibrated ones, by two-fold cross-validation: measured on the clips it was fitted to,
     *     a calibration looks better than it is
     */
    record Fit(Calibration calibration, double errorBefore, double errorAfter) {}

    void add(String reference, Transcript transcript) {
        clips.add(JudgedWords.judge(
                reference,
                transcript.words().stream().map(Word::text).toList(),
                transcript.words().stream().map(Word::confidence).toList()));
    }

    /** Fits a calibration; without words in both halves, none. */
    Fit fit() {
        List<JudgedWord> even = half(0);
        List<JudgedWord> odd = half(1);
        List<JudgedWord> all = new ArrayList<>(even);
        all.addAll(odd);
        if (even.isEmpty() || odd.isEmpty()) {
            return new Fit(Calibration.NONE, error(all), error(all));
        }
        List<JudgedWord> calibrated = new ArrayList<>(applied(fitted(odd), even));
        calibrated.addAll(applied(fitted(even), odd));
        return new Fit(fitted(all), error(all), error(calibrated));
    }

    private List<JudgedWord> half(int remainder) {
        return IntStream.range(0, clips.size())
                .filter(i -> i % 2 == remainder)
                .boxed()
                .flatMap(i -> clips.get(i).stream())
                .toList();
    }

    private static List<JudgedWord> applied(Calibration calibration, List<JudgedWord> words) {
        return words.stream()
                .map(word -> new JudgedWord(calibration.apply(word.confidence()), word.right()))
                .toList();
    }

    private static Calibration fitted(List<JudgedWord> words) {
        return Calibration.fit(confidences(words), correct(words));
    }

    private static double error(List<JudgedWord> words) {
        return new JudgedWords(List.of(words)).expectedError();
    }

    private static double[] confidences(List<JudgedWord> words) {
        return words.stream().mapToDouble(JudgedWord::confidence).toArray();
    }

    private static boolean[] correct(List<JudgedWord> words) {
        boolean[] correct = new boolean[words.size()];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = words.get(i).right();
        }
        return correct;
    }
}
