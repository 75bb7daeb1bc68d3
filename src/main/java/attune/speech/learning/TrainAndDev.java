package attune.speech.learning;

import attune.audio.AudioReader;
import attune.corpus.ClipDurations;
import attune.corpus.Manifest;
import attune.corpus.Split;
import attune.corpus.TrainingChecks;
import attune.corpus.Utterance;
import attune.files.Digest;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads training and dev clips. */
public final class TrainAndDev {
    private static final double DEV_SHARE = 0.1;
    /** Not the run's: runs with different seeds should be judged on the same clips. */
    private static final RunSeed DEV_SEED = new RunSeed(1);

    /** What differs where {@link #digest} does. */
    public static final String CONTENTS = "clips or texts";

    private TrainAndDev() {}

    /**
     * Reads the manifests' utterances.
     *
     * @param train training manifests
     * @param dev dev manifests; if empty, a tenth of train is held out
     * @param normalizer decides which texts are alike
     * @param progress notified of files that are measured
     * @return both parts, lengths known
     */
    public static Split read(List<Path> train, List<Path> dev, TextNormalizer normalizer, Progress progress) {
        return split(read(train, progress), dev.isEmpty() ? List.of() : read(dev, progress), normalizer);
    }

    /**
     * Pairs training clips with dev clips.
     *
     * @param train training clips
     * @param dev dev clips; if there are none, a tenth of train is held out
     * @param normalizer decides which texts are alike
     * @return both parts
     */
    public static Split split(List<Utterance> train, List<Utterance> dev, TextNormalizer normalizer) {
        return dev.isEmpty() ? Split.of(train, DEV_SHARE, normalizer, DEV_SEED) : new Split(train, dev);
    }

    /**
     * Refuses what a model of this format cannot be trained on.
     *
     * @param split training and dev clips
     * @param format of the model
     * @throws attune.fault.UserFault with the first of them
     */
    public static void check(Split split, SpeechFormat format) {
        TrainingChecks checks = new TrainingChecks(format.textNormalizer(), format.alphabet(), format::frames);
        checks.require(split.train());
        checks.require(split.dev());
    }

    /**
     * Identifies a run's clips and texts in its plan, so that it never continues with others of the same names: by ids,
     * stretches and texts, and the contents of the audio files.
     *
     * @param split training and dev clips
     * @return a SHA-256
     * @throws IOException if a file cannot be read
     */
    public static String digest(Split split) throws IOException {
        return digest(split, contents(split));
    }

    /**
     * Reads all audio files once.
     *
     * @param split training and dev clips
     * @return the SHA-256 of each file, in the order of the clips
     * @throws IOException if a file cannot be read
     */
    public static Map<Path, String> contents(Split split) throws IOException {
        List<Path> files = Stream.concat(audio(split.train()).stream(), audio(split.dev()).stream())
                .distinct()
                .toList();
        List<String> digests = Digest.sha256(files);
        Map<Path, String> contents = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            contents.put(files.get(i), digests.get(i));
        }
        return contents;
    }

    /**
     * As {@link #digest(Split)}, where the files have been read.
     *
     * @param split training and dev clips
     * @param contents what {@link #contents} gave for them
     * @return a SHA-256
     */
    public static String digest(Split split, Map<Path, String> contents) {
        StringBuilder all = new StringBuilder();
        contents.values().forEach(digest -> all.append(digest).append('\n'));
        for (List<Utterance> part : List.of(split.train(), split.dev())) {
            all.append(part.size()).append('\n');
            part.forEach(one -> all.append(one.id())
                    .append('\t')
                    .append(one.clip().offsetSeconds())
                    .append('\t')
                    .append(one.clip().knownDurationSeconds())
                    .append('\t')
                    .append(one.text().orElse(""))
                    .append('\n'));
        }
        return Digest.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The files that clips are in.
     *
     * @param utterances any
     * @return each once
     */
    public static List<Path> audio(List<Utterance> utterances) {
        return utterances.stream()
                .map(utterance -> utterance.clip().audio())
                .distinct()
                .toList();
    }

    /**
     * Reads manifests.
     *
     * @param manifests in any format
     * @param progress notified of files that are measured
     * @return their utterances, lengths known
     */
    public static List<Utterance> read(List<Path> manifests, Progress progress) {
        return ClipDurations.fill(Manifest.read(manifests), new AudioReader()::durationSeconds, progress);
    }
}
