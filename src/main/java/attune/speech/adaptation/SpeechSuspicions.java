package attune.speech.adaptation;

import attune.evaluation.EditDistance;
import attune.evaluation.ScoredClip;
import attune.progress.Progress;
import attune.runs.Suspicion;
import attune.runs.Suspicion.Evidence;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.ErrorRateScorer;
import attune.speech.store.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What in the training clips may be why a model did not become better.
 *
 * @param source the model before
 * @param format the adapted model's
 * @param train the training clips
 */
record SpeechSuspicions(SpeechModel source, SpeechFormat format, List<Example> train) {
    /** So many clips tell the shares below apart. */
    private static final int CLIPS_LISTENED_TO = 100;

    private static final int FEWEST_CLIPS = 10;

    /** Texts at random are no nearer in half of the clips; texts that belong, hardly ever. */
    private static final double MIXED_UP = 0.35;

    private static final double DOUBTFUL = 0.15;

    /** With less, adapting to the telephone prompts gains little: see docs/results.md. */
    private static final double LITTLE_SPEECH_MINUTES = 3;

    /** All suspicions, in no order. */
    List<Suspicion> all(Progress progress) {
        List<Suspicion> all = new ArrayList<>();
        texts(progress).ifPresent(all::add);
        amount().ifPresent(all::add);
        alphabet().ifPresent(all::add);
        return all;
    }

    /**
     * Whether texts belong to their clips: what the source hears in a clip, however bad, should be nearer to the clip's
     * own text than to that of another clip of like length.
     */
    private Optional<Suspicion> texts(Progress progress) {
        List<Example> sample = sample();
        if (sample.size() < FEWEST_CLIPS) {
            return Optional.empty();
        }
        progress.begin("listening to training clips", -1);
        List<ScoredClip> heard = new ErrorRateScorer(sample, source.format()).transcribed(source.network());
        long alien = heard.stream().filter(clip -> !isNearest(clip, heard)).count();
        double share = (double) alien / heard.size();
        String text = String.format(
                Locale.ROOT,
                "in %d of %d training clips the source hears something no nearer to the clip's text than to another's: check"
                        + " that texts belong to their clips, and are in a language and of a sound that the source knows",
                alien,
                heard.size());
        return share < DOUBTFUL
                ? Optional.empty()
                : Optional.of(new Suspicion(share < MIXED_UP ? Evidence.UNUSUAL : Evidence.MEASURED, text));
    }

    /** Evenly over the corpus. */
    private List<Example> sample() {
        int count = Math.min(CLIPS_LISTENED_TO, train.size());
        return IntStream.range(0, count)
                .mapToObj(i -> train.get((int) ((long) i * train.size() / count)))
                .toList();
    }

    private static boolean isNearest(ScoredClip clip, List<ScoredClip> all) {
        return all.stream()
                .filter(other -> !other.reference().equals(clip.reference()))
                .min(Comparator.comparingInt(other ->
                        Math.abs(other.reference().length() - clip.reference().length())))
                .map(other ->
                        distance(clip.reference(), clip.hypothesis()) < distance(other.reference(), clip.hypothesis()))
                .orElse(true); // all say the same
    }

    /** Errors in characters over the longer text, since that of another clip may be longer. */
    private static double distance(String reference, String heard) {
        return (double) EditDistance.characters(reference, heard).errors()
                / Math.max(1, Math.max(reference.length(), heard.length()));
    }

    private Optional<Suspicion> amount() {
        long frames = IntStream.of(Example.frames(train)).asLongStream().sum();
        double minutes = frames * format.frontEnd().frameSeconds() / 60;
        return minutes >= LITTLE_SPEECH_MINUTES
                ? Optional.empty()
                : Optional.of(new Suspicion(
                        Evidence.UNUSUAL,
                        String.format(
                                Locale.ROOT, "%.1f minutes of speech are little to learn from: give more", minutes)));
    }

    private Optional<Suspicion> alphabet() {
        List<String> labels = format.alphabet().labels();
        List<String> unknown = labels.stream()
                .filter(label -> !source.format().alphabet().labels().contains(label))
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Suspicion(
                        2 * unknown.size() > labels.size() ? Evidence.UNUSUAL : Evidence.POSSIBLE,
                        unknown.size() + " of the " + labels.size()
                                + " characters are new to the source, and need many clips that contain them"));
    }
}
