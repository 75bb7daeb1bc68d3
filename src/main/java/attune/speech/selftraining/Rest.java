package attune.speech.selftraining;

import static attune.fault.Parameter.named;

import attune.audio.AudioReader;
import attune.corpus.AudioInputs;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.LeftOut;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.EqualFiles;
import attune.progress.Progress;
import attune.speech.learning.TrainAndDev;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The recordings that nobody transcribed: what the user pointed at, without what is in train, dev or test, under whatever
 * name, and without files that cannot be read.
 *
 * @param recordings their lengths known; at least one
 * @param sha256 digest of files and stretches
 */
record Rest(List<Utterance> recordings, String sha256) {
    static Rest of(List<Path> inputs, List<Utterance> transcribed, Progress progress) throws IOException {
        List<Utterance> readable = measured(once(AudioInputs.find(inputs), progress), progress);
        Known known = new Known(transcribed);
        List<Utterance> rest = new ArrayList<>();
        for (Utterance one : readable) {
            if (!known.overlaps(one.clip())) {
                rest.add(one);
            }
        }
        if (rest.size() < readable.size()) {
            progress.note((readable.size() - rest.size()) + " of " + readable.size()
                    + " untranscribed recordings are also in train, dev or test, and left out");
        }
        if (rest.isEmpty()) {
            throw new UserFault(
                    named("untranscribed"),
                    "there is no recording that can be read and is not in train, dev or test",
                    "give other recordings, or leave it out");
        }
        return new Rest(List.copyOf(rest), TrainAndDev.digest(new Split(rest, List.of())));
    }

    /** Without those that are reached a second time, such as by a folder and by a folder in it. */
    private static List<Utterance> once(List<Utterance> found, Progress progress) throws IOException {
        Set<String> places = new HashSet<>();
        List<Utterance> firsts = new ArrayList<>();
        for (Utterance one : found) {
            Path audio = one.clip().audio();
            String file = String.valueOf(Files.exists(audio) ? audio.toRealPath() : audio);
            if (places.add(Clip.name(file, one.clip().offsetSeconds()))) {
                firsts.add(one);
            }
        }
        if (firsts.size() < found.size()) {
            progress.note((found.size() - firsts.size()) + " of " + found.size()
                    + " untranscribed recordings are given twice, and learnt from once");
        }
        return firsts;
    }

    private static List<Utterance> measured(List<Utterance> found, Progress progress) {
        AudioReader audio = new AudioReader();
        progress.begin("measuring recordings", -1);
        List<Measured> all =
                found.parallelStream().map(one -> Measured.of(one, audio)).toList();
        LeftOut.tell(all.stream().flatMap(one -> one.fault.stream()).toList(), progress);
        return all.stream()
                .filter(one -> one.fault.isEmpty())
                .map(Measured::recording)
                .toList();
    }

    private record Measured(Utterance recording, Optional<String> fault) {
        static Measured of(Utterance recording, AudioReader audio) {
            try {
                List<Utterance> one = ClipDurations.fill(List.of(recording), audio::durationSeconds, Progress.SILENT);
                return new Measured(one.get(0), Optional.empty());
            } catch (UserFault unreadable) {
                return new Measured(recording, Optional.of(unreadable.getMessage()));
            }
        }
    }

    /** What is transcribed already, by the contents of its files. */
    private static final class Known {
        private final EqualFiles files;
        private final Map<Path, List<Clip>> stretches = new HashMap<>();

        Known(List<Utterance> transcribed) throws IOException {
            files = new EqualFiles(TrainAndDev.audio(transcribed));
            for (Utterance one : transcribed) {
                Optional<Path> file = files.equalTo(one.clip().audio());
                file.ifPresent(same -> stretches
                        .computeIfAbsent(same, path -> new ArrayList<>())
                        .add(one.clip()));
            }
        }

        boolean overlaps(Clip clip) throws IOException {
            return files
                    .equalTo(clip.audio())
                    .map(same -> stretches.getOrDefault(same, List.of()))
                    .orElse(List.of())
                    .stream()
                    .anyMatch(known -> known.offsetSeconds() < end(clip) && clip.offsetSeconds() < end(known));
        }

        private static double end(Clip clip) {
            return clip.offsetSeconds() + clip.durationSeconds().orElse(Double.POSITIVE_INFINITY);
        }
    }
}
