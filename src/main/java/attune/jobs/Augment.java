package attune.jobs;

import static attune.fault.Parameter.named;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.audio.augment.Augmenter;
import attune.audio.augment.Effect;
import attune.audio.augment.Pcm;
import attune.audio.augment.Recipe;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.IfPresent;
import attune.runs.RunDirectory;
import attune.seed.RunSeed;
import attune.speech.learning.TrainAndDev;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes augmented clips as WAV files with a manifest that lists the effects on each, for listening or for training
 * other programs. The effects are those that training would draw with the same seed, per copy instead of per epoch;
 * only training also checks whether a text still fits a faster clip.
 */
public final class Augment {
    private static final int RATE_HZ = 16_000;
    private static final String REMEDY_IF_USED =
            "give " + named("overwrite") + " to delete its contents, or another " + named("out");

    private final Request request;

    /**
     * What to do.
     *
     * @param train manifests
     * @param out a folder for the clips, new or empty
     * @param recipe the effects
     * @param copies number per clip
     * @param seed of everything random
     */
    public record Request(List<Path> train, Path out, Recipe recipe, int copies, long seed) {}

    /** The folder's plan.json. */
    private record Plan(List<String> train, Recipe recipe, int copies, long seed) {}

    /**
     * A job.
     *
     * @param request what to do
     */
    public Augment(Request request) {
        this.request = request;
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with an existing folder; it cannot be resumed
     * @param progress notified of every clip
     * @return the new manifest
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk fails
     */
    public Path run(IfPresent ifPresent, Progress progress) throws IOException {
        if (request.copies < 1) {
            throw new UserFault(
                    named("copies"), "must be at least 1: " + request.copies, "give the number of copies of each clip");
        }
        if (request.recipe.effects().isEmpty()) {
            throw new UserFault(
                    named("augment"),
                    "does not alter the sound",
                    "give light, full or effects other than mask, which hides features");
        }
        RunDirectory.check(request.out, ifPresent, REMEDY_IF_USED);
        List<Utterance> clips = TrainAndDev.read(request.train, progress);
        Augmenter augmenter = new Augmenter(request.recipe, RATE_HZ, new RunSeed(request.seed));
        try (RunDirectory folder = RunDirectory.open(request.out, ifPresent, inputs(clips), REMEDY_IF_USED)) {
            folder.writePlan(new Plan(
                    request.train.stream().map(Path::toString).toList(), request.recipe, request.copies, request.seed));
            List<Utterance> written = new Copies(augmenter, folder, progress).of(clips);
            // Written last: if there is a manifest, so is everything it names.
            Path manifest = folder.file("manifest.jsonl");
            Manifest.write(manifest, written);
            return manifest;
        }
    }

    private List<Path> inputs(List<Utterance> clips) {
        return Stream.of(TrainAndDev.audio(clips), request.train, request.recipe.files())
                .flatMap(List::stream)
                .toList();
    }

    /** Writes the copies of all clips, on all cores. */
    private final class Copies {
        private final AudioReader audio = new AudioReader();
        private final AtomicInteger done = new AtomicInteger();
        private final Augmenter augmenter;
        private final RunDirectory folder;
        private final Progress progress;

        Copies(Augmenter augmenter, RunDirectory folder, Progress progress) {
            this.augmenter = augmenter;
            this.folder = folder;
            this.progress = progress;
        }

        List<Utterance> of(List<Utterance> clips) {
            progress.begin("writing augmented clips", (long) clips.size() * request.copies);
            List<List<Utterance>> copies = audio.inOnePass(() -> IntStream.range(0, clips.size())
                    .parallel()
                    .mapToObj(number -> of(clips.get(number), number))
                    .toList());
            return copies.stream().flatMap(List::stream).toList();
        }

        private List<Utterance> of(Utterance clip, int number) {
            Waveform sound = read(clip.clip());
            List<Utterance> copies = new ArrayList<>();
            for (int copy = 0; copy < request.copies; copy++) {
                List<Effect> effects = augmenter.draw(copy, number, sound.samples().length, samples -> true);
                Path file = folder.file(String.format(Locale.ROOT, "clips/%06d-%d.wav", number + 1, copy + 1));
                copies.add(written(clip, effects, augmenter.apply(effects, sound), file)
                        .withId(clip.id() + "-" + (copy + 1)));
                // Progress is reported by one thread at a time.
                synchronized (progress) {
                    progress.at(done.incrementAndGet(), "");
                }
                progress.stopIfRequested("while writing copies");
            }
            return copies;
        }

        /** Reads a clip, rounded as in training. */
        private Waveform read(Clip clip) {
            return Pcm.of(audio.read(clip.audio(), clip.offsetSeconds(), clip.knownDurationSeconds(), RATE_HZ))
                    .waveform();
        }

        private Utterance written(Utterance clip, List<Effect> effects, Waveform altered, Path file) {
            List<String> what =
                    new ArrayList<>(effects.stream().map(augmenter::describe).toList());
            Waveform fitting = altered;
            double tooLoudDb = Augmenter.beyondFullScaleDb(altered);
            if (tooLoudDb > 0) {
                Effect quieter = new Effect.Gain(-tooLoudDb);
                fitting = augmenter.apply(List.of(quieter), altered);
                what.add(quieter.text() + " to fit into 16 bits");
            }
            SoundFiles.write(file, fitting);
            Map<String, String> extra = new LinkedHashMap<>(clip.extra());
            extra.put("augmented_from", clip.clip().audio().toString());
            extra.put("augmentation", what.isEmpty() ? "none" : String.join("; ", what));
            Clip whole = Clip.whole(file.toAbsolutePath()).withDuration(fitting.durationSeconds());
            return new Utterance(clip.id(), whole, clip.text(), clip.where(), extra);
        }
    }
}
