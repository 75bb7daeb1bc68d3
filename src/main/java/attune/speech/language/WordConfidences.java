package attune.speech.language;

import attune.decoding.Calibration;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.evaluation.AlignedPair;
import attune.evaluation.Alignment;
import attune.evaluation.EditOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Confidences of recognised words, and which of the words are right, clip by clip. */
final class WordConfidences {
    private static final int BINS = 10;

    private final List<Clip> clips = new ArrayList<>();

    /** One recognised word. */
    private record Judged(double confidence, boolean correct) {}

    private record Clip(List<Judged> words) {}

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
        List<String> heard = transcript.words().stream().map(Word::text).toList();
        List<Judged> judged = new ArrayList<>();
        for (AlignedPair pair :
                Alignment.of(List.of(reference.split(" ", -1)), heard).pairs()) {
            if (pair.operation() != EditOperation.DELETION) {
                judged.add(new Judged(
                        transcript.words().get(judged.size()).confidence(), pair.operation() == EditOperation.CORRECT));
            }
        }
        clips.add(new Clip(judged));
    }

    /** Fits a calibration; without words in both halves, none. */
    Fit fit() {
        List<Judged> even = half(0);
        List<Judged> odd = half(1);
        List<Judged> all = new ArrayList<>(even);
        all.addAll(odd);
        if (even.isEmpty() || odd.isEmpty()) {
            return new Fit(Calibration.NONE, error(all), error(all));
        }
        List<Judged> calibrated = new ArrayList<>(applied(fitted(odd), even));
        calibrated.addAll(applied(fitted(even), odd));
        return new Fit(fitted(all), error(all), error(calibrated));
    }

    private List<Judged> half(int remainder) {
        return IntStream.range(0, clips.size())
                .filter(i -> i % 2 == remainder)
                .boxed()
                .flatMap(i -> clips.get(i).words.stream())
                .toList();
    }

    private static List<Judged> applied(Calibration calibration, List<Judged> words) {
        return words.stream()
                .map(word -> new Judged(calibration.apply(word.confidence), word.correct))
                .toList();
    }

    private static Calibration fitted(List<Judged> words) {
        return Calibration.fit(confidences(words), correct(words));
    }

    private static double error(List<Judged> words) {
        return words.isEmpty() ? 0 : Calibration.expectedError(confidences(words), correct(words), BINS);
    }

    private static double[] confidences(List<Judged> words) {
        return words.stream().mapToDouble(Judged::confidence).toArray();
    }

    private static boolean[] correct(List<Judged> words) {
        boolean[] correct = new boolean[words.size()];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = words.get(i).correct;
        }
        return correct;
    }
}
