package attune.jobs;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.evaluation.JudgedWords;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.speech.HeldOutClips;
import attune.text.TextNormalizer;
import attune.transcripts.HeardTexts;
import attune.transcripts.HeardTexts.HeardText;
import attune.transcripts.HeardTexts.HeardWord;
import attune.transcripts.Trn;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Scores another recogniser's transcripts. A line may identify its clip by the utterance's id, literally or as {@link
 * Trn} writes it, or by its audio file.
 */
final class ScoredHypotheses {
    private final Path file;
    /** By the clips' ids. */
    private final Map<String, HeardText> heard = new HashMap<>();

    private ScoredHypotheses(Path file) {
        this.file = file;
    }

    /**
     * Reads a file, in which no clip may have two lines, and none that the manifests do not name may have any.
     *
     * @param tests the manifests, whose clips may be named as they name them
     */
    static ScoredHypotheses read(Path file, List<Utterance> clips, List<Path> tests) {
        Map<String, Utterance> byName = new HashMap<>();
        clips.forEach(clip -> byName.putIfAbsent(clip.id(), clip));
        clips.forEach(clip -> byName.putIfAbsent(Trn.bracketed(clip.id()), clip));
        clips.forEach(clip -> byName.putIfAbsent(file(clip.clip()), clip));
        for (Path test : tests) {
            clips.forEach(clip -> byName.putIfAbsent(fileFrom(test, clip.clip()), clip));
        }
        ScoredHypotheses read = new ScoredHypotheses(file);
        for (HeardText line : HeardTexts.read(file)) {
            HeardText before = read.heard.putIfAbsent(utterance(line, byName).id(), line);
            if (before != null) {
                throw new UserFault(
                        line.where(), "clip " + line.clip() + " was already given at " + before.where(), "remove one");
            }
        }
        return read;
    }

    /** Refuses a file without a line for each of some clips. */
    void require(List<Utterance> clips) {
        clips.forEach(this::line);
    }

    /** The clips with their errors. */
    List<MeasuredClip> of(List<Utterance> clips, TextNormalizer normalizer) {
        return clips.stream()
                .map(clip -> new MeasuredClip(
                        ScoredClip.score(
                                clip.id(),
                                HeldOutClips.reference(clip, normalizer),
                                normalizer.normalize(line(clip).text())),
                        line(clip).words().stream()
                                .flatMap(List::stream)
                                .mapToDouble(HeardWord::confidence)
                                .average()))
                .toList();
    }

    /** The words of the clips; every line must have confidences. */
    JudgedWords judged(List<Utterance> clips, TextNormalizer normalizer) {
        return new JudgedWords(clips.stream()
                .map(clip -> JudgedHypothesis.of(HeldOutClips.reference(clip, normalizer), line(clip), normalizer))
                .toList());
    }

    private HeardText line(Utterance clip) {
        HeardText line = heard.get(clip.id());
        if (line == null) {
            throw new UserFault(
                    file.toString(),
                    "has no line for clip " + clip.id(),
                    "give every test clip a line, with an empty text if nothing was recognised");
        }
        return line;
    }

    private static Utterance utterance(HeardText line, Map<String, Utterance> byName) {
        Utterance named = byName.get(line.clip());
        return named != null ? named : byFile(line, byName);
    }

    private static Utterance byFile(HeardText line, Map<String, Utterance> byName) {
        try {
            Path path = Path.of(line.clip());
            for (String name : List.of(absolute(path), real(path))) {
                Utterance named = byName.get(name);
                if (named != null) {
                    return named;
                }
            }
        } catch (InvalidPathException e) {
            // Then it is not an audio file's name.
        }
        throw new UserFault(
                line.where(),
                "clip " + line.clip() + " is not among the test clips",
                "identify clips by their id or audio file, as in the manifest");
    }

    private static String file(Clip clip) {
        return Clip.name(absolute(clip.audio()), clip.offsetSeconds());
    }

    private static String fileFrom(Path manifest, Clip clip) {
        Path folder = Path.of(real(manifest)).getParent();
        Path audio = Path.of(absolute(clip.audio()));
        Path named =
                folder == null || !Objects.equals(folder.getRoot(), audio.getRoot()) ? audio : folder.relativize(audio);
        return Clip.name(named.toString(), clip.offsetSeconds());
    }

    /** With its folder's links followed, as those of a manifest's folder are. */
    private static String real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        try {
            return folder == null
                    ? absolute.toString()
                    : folder.toRealPath().resolve(absolute.getFileName()).toString();
        } catch (IOException e) {
            return absolute.toString(); // there is no such folder here
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
