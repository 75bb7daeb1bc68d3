package attune.jobs;

import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.vision.LabelledPicture;
import attune.vision.PictureSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at what is not learnt from, before anything is learnt from. */
public final class HeldOut {
    private HeldOut() {}

    /**
     * Refuses manifests that cannot be used for a test, so that nobody waits for a training run to hear of it, and warns
     * of held-out clips that are learnt from as well: what is heard in them says nothing of others.
     *
     * @param tests manifests with transcripts
     * @param dev manifests to choose the best epoch by
     * @param train manifests to learn from
     * @param progress hears of such clips
     * @throws attune.fault.UserFault if a manifest is not sound
     */
    public static void check(List<Path> tests, List<Path> dev, List<Path> train, Progress progress) {
        if (tests.isEmpty() && dev.isEmpty()) {
            return;
        }
        Set<String> learnt = Manifest.read(train).stream().map(HeldOut::stretch).collect(Collectors.toSet());
        warn("--dev", Manifest.read(dev), learnt, progress);
        warn("--test", Evaluate.tests(tests), learnt, progress);
    }

    private static void warn(String option, List<Utterance> heldOut, Set<String> learnt, Progress progress) {
        long both =
                heldOut.stream().map(HeldOut::stretch).filter(learnt::contains).count();
        warn(both, heldOut.size() + " clips of " + option, progress);
    }

    private static void warn(long both, String heldOut, Progress progress) {
        if (both > 0) {
            progress.warn(both + " of the " + heldOut
                    + " are learnt from, too, so their error rate says nothing of others; hold them out of --train");
        }
    }

    /** The same of pictures to choose the best epoch by. */
    static void warn(PictureSet dev, PictureSet train, Progress progress) throws IOException {
        Set<Path> learnt = places(train);
        learnt.retainAll(places(dev));
        warn(learnt.size(), dev.pictures().size() + " pictures of --dev", progress);
    }

    private static Set<Path> places(PictureSet set) throws IOException {
        Set<Path> places = new HashSet<>();
        for (LabelledPicture picture : set.pictures()) {
            places.add(picture.file().toRealPath());
        }
        return places;
    }

    private static String stretch(Utterance utterance) {
        Clip clip = utterance.clip();
        return Clip.name(clip.audio().toAbsolutePath().normalize().toString(), clip.offsetSeconds());
    }
}
