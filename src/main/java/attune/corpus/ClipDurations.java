package attune.corpus;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.rounding.Rounded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Finds the lengths that manifests do not give, and compares those they give with the files. */
public final class ClipDurations {

    private ClipDurations() {}

    /**
     * Gives every clip a length; those that have one keep it.
     *
     * @param utterances any clips
     * @param fileSeconds the length of an audio file in seconds, asked once for each file that needs it, from several
     *     threads
     * @param progress notified of each file
     * @return the same utterances in the same order, every length known
     * @throws attune.fault.UserFault if a clip begins after the end of its file
     */
    public static List<Utterance> fill(
            List<Utterance> utterances, ToDoubleFunction<Path> fileSeconds, Progress progress) {
        Map<Path, Double> measured = measuredAll(ofUnknownLength(utterances), fileSeconds, progress);
        Faults faults = new Faults();
        List<Utterance> filled = filled(utterances, measured, faults);
        faults.throwIfAny();
        return filled;
    }

    /**
     * Gives every clip a length, if it can be found; those that have one keep it.
     *
     * @param utterances any clips
     * @param fileSeconds as for {@link #fill}
     * @param progress notified of each file
     * @return the utterances with a length, in the same order, and what is wrong with the others
     */
    public static Manifest.Salvaged salvage(
            List<Utterance> utterances, ToDoubleFunction<Path> fileSeconds, Progress progress) {
        SortedMap<Path, UserFault> unreadable = new ConcurrentSkipListMap<>();
        Map<Path, Double> measured = measure(ofUnknownLength(utterances), fileSeconds, unreadable, progress);
        Faults faults = new Faults();
        List<Utterance> readable = new ArrayList<>();
        for (Utterance utterance : utterances) {
            UserFault fault = unreadable.get(utterance.clip().audio());
            if (fault == null) {
                readable.add(utterance);
            } else {
                faults.add(
                        utterance.where(),
                        "the sound cannot be read: " + fault.problem(),
                        "give the file, or remove the line");
            }
        }
        return new Manifest.Salvaged(filled(readable, measured, faults), faults.firsts());
    }

    private static List<Utterance> filled(List<Utterance> utterances, Map<Path, Double> measured, Faults faults) {
        List<Utterance> filled = new ArrayList<>(utterances.size());
        for (Utterance utterance : utterances) {
            Clip clip = utterance.clip();
            if (clip.durationSeconds().isPresent()) {
                filled.add(utterance);
                continue;
            }
            double whole = Objects.requireNonNull(measured.get(clip.audio()));
            double rest = whole - clip.offsetSeconds();
            if (Clip.isDuration(rest)) {
                filled.add(utterance.withClip(clip.withDuration(rest)));
            } else {
                faults.add(
                        utterance.where(),
                        "the clip begins at " + clip.offsetSeconds() + " seconds but its file has only " + whole,
                        "correct the offset, or remove clips without sound");
            }
        }
        return List.copyOf(filled);
    }

    /**
     * Refuses clips of a given length that end after their file does. Files that cannot be read are not looked at.
     *
     * @param utterances any clips
     * @param fileSeconds as for {@link #fill}
     * @param slackSeconds how much too long a clip may be, since manifests round
     * @param progress notified of each file
     * @throws attune.fault.UserFault if there are such clips
     */
    public static void requireWithin(
            List<Utterance> utterances, ToDoubleFunction<Path> fileSeconds, double slackSeconds, Progress progress) {
        List<Utterance> stretches = utterances.stream()
                .filter(utterance -> utterance.clip().durationSeconds().isPresent())
                .toList();
        Map<Path, Double> measured =
                measure(stretches.stream().map(Utterance::clip), fileSeconds, new ConcurrentSkipListMap<>(), progress);
        Faults faults = new Faults();
        for (Utterance utterance : stretches) {
            Clip clip = utterance.clip();
            double end = clip.offsetSeconds() + clip.knownDurationSeconds();
            double whole = measured.getOrDefault(clip.audio(), Double.POSITIVE_INFINITY);
            if (end > whole + slackSeconds) {
                faults.add(
                        utterance.where(),
                        "the clip ends at " + Rounded.thousandths(end) + " seconds but its file has only "
                                + Rounded.thousandths(whole),
                        "correct the times; they are in seconds from the beginning of the recording");
            }
        }
        faults.throwIfAny();
    }

    /**
     * How long clips are, for a division of work.
     *
     * @param utterances any clips
     * @param fileSeconds the length of an audio file in seconds, asked once for each file that needs it, from several
     *     threads
     * @param progress notified of each file
     * @return seconds of each, 0 where its file cannot be read or is too short
     */
    public static double[] estimate(List<Utterance> utterances, ToDoubleFunction<Path> fileSeconds, Progress progress) {
        Map<Path, Double> measured =
                measure(ofUnknownLength(utterances), fileSeconds, new ConcurrentSkipListMap<>(), progress);
        return utterances.stream()
                .map(Utterance::clip)
                .mapToDouble(clip -> clip.durationSeconds()
                        .orElseGet(() -> Math.max(0, measured.getOrDefault(clip.audio(), 0.0) - clip.offsetSeconds())))
                .toArray();
    }

    private static Stream<Clip> ofUnknownLength(List<Utterance> utterances) {
        return utterances.stream()
                .map(Utterance::clip)
                .filter(clip -> clip.durationSeconds().isEmpty());
    }

    /** The lengths of all their files. */
    private static Map<Path, Double> measuredAll(
            Stream<Clip> clips, ToDoubleFunction<Path> fileSeconds, Progress progress) {
        SortedMap<Path, UserFault> unreadable = new ConcurrentSkipListMap<>();
        Map<Path, Double> measured = measure(clips, fileSeconds, unreadable, progress);
        if (!unreadable.isEmpty()) {
            throw UnreadableSound.of(unreadable);
        }
        return measured;
    }

    /** On all cores: some formats tell their length only when decoded. */
    private static Map<Path, Double> measure(
            Stream<Clip> clips,
            ToDoubleFunction<Path> fileSeconds,
            SortedMap<Path, UserFault> faults,
            Progress progress) {
        List<Path> files = clips.map(Clip::audio).distinct().toList();
        if (files.isEmpty()) {
            return Map.of();
        }
        progress.begin("measuring clips", files.size());
        Map<Path, Double> measured = new ConcurrentHashMap<>();
        files.parallelStream().forEach(file -> {
            try {
                measured.put(file, fileSeconds.applyAsDouble(file));
            } catch (UserFault fault) {
                faults.put(file, fault);
            }
            synchronized (progress) {
                progress.at(measured.size() + faults.size(), "");
            }
            progress.stopIfRequested("while measuring clips");
        });
        return measured;
    }
}
