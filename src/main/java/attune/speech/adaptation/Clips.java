package attune.speech.adaptation;

import attune.corpus.FirstMinutes;
import attune.corpus.Folds;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.Datasets;
import attune.runs.Part;
import attune.speech.learning.TrainAndDev;
import attune.text.TextChanges;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clips of an adaptation.
 *
 * @param split training and dev clips
 * @param replay clips of the source's own domain, learnt beside the training clips; may be empty
 * @param test clips by which nothing is chosen; may be empty
 * @param devGiven whether the user gave the dev clips, rather than that they were set aside from the training clips
 * @param leftOut number of training and dev clips that cannot be learnt from and are not among them
 * @param written all clips whose texts the adapted model must be able to write, also those that a fold or an amount
 *     leaves out, so that every part of a sweep has the same letters
 */
record Clips(
        Split split,
        List<Utterance> replay,
        List<Utterance> test,
        boolean devGiven,
        int leftOut,
        List<Utterance> written) {

    static Clips of(Datasets data, TextNormalizer normalizer, LearnableClips learnable) {
        boolean devGiven = !data.dev().isEmpty();
        List<Utterance> all = learnable.read(data.train());
        List<Utterance> dev = learnable.read(data.dev());
        List<Utterance> replay = learnable.read(data.replay().from());
        List<Utterance> written =
                Stream.of(all, dev, replay).flatMap(List::stream).toList();
        Optional<Part.AllBut> leftOut = data.part().leftOut();
        if (leftOut.isPresent()) {
            int fold = leftOut.get().fold();
            Folds folds = Folds.of(all, leftOut.get().folds(), normalizer);
            return new Clips(
                    TrainAndDev.split(folds.allBut(fold), dev, normalizer),
                    replay,
                    folds.heldOut(fold),
                    devGiven,
                    learnable.leftOut(),
                    written);
        }
        Split split = TrainAndDev.split(all, dev, normalizer);
        List<Utterance> test = learnable.readTest(data.test());
        List<Utterance> train = data.part()
                .amount()
                .map(part -> FirstMinutes.of(split.train(), part.minutes(), names(data.train())))
                .orElse(split.train());
        return new Clips(new Split(train, split.dev()), replay, test, devGiven, learnable.leftOut(), written);
    }

    private static String names(List<Path> manifests) {
        return String.join(" ", manifests.stream().map(Path::toString).toList());
    }

    /** All that is learnt, the replayed clips after the others, and dev. */
    Split withReplay() {
        return new Split(Stream.concat(split.train().stream(), replay.stream()).toList(), split.dev());
    }

    /** Dev clips that were set aside from the training clips; {@link Copies} looks after these. */
    List<Utterance> setAside() {
        return devGiven ? List.of() : split.dev();
    }

    /** Warns of clips that the user holds out but trains on; looks at no training file where none is held out. */
    void tellLeaks(Progress progress) throws IOException {
        if (!devGiven && test.isEmpty()) {
            return;
        }
        Leaks leaks = new Leaks(withReplay().train(), progress);
        if (devGiven) {
            leaks.warn("dev", split.dev());
        }
        leaks.warn("test", test);
    }

    /** Says which words of the training texts are learnt as others than were written. */
    void tellChanges(TextNormalizer normalizer, Progress progress) {
        TextChanges changes = new TextChanges();
        split.train().forEach(one -> one.text().ifPresent(text -> normalizer.normalize(text, changes)));
        if (!changes.ofWords().isEmpty()) {
            progress.note("read aloud in the training texts: " + changes.ofWords());
        }
    }
}
