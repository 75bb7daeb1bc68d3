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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores another recogniser's transcripts. A line may identify its clip by the utterance's id, literally or as {@link
 * Trn} writes it, or by its audio file.
 */
final class ScoredHypotheses {
    private final List<Utterance> utterances;
    private final Map<String, Utterance> byName = new HashMap<>();

    ScoredHypotheses(List<Utterance> utterances) {
        this.utterances = utterances;
        utterances.forEach(utterance -> byName.putIfAbsent(utterance.id(), utterance));
        utterances.forEach(utterance -> byName.putIfAbsent(Trn.bracketed(utterance.id()), utterance));
        utterances.forEach(utterance -> byName.putIfAbsent(file(utterance.clip()), utterance));
    }

    /** The test clips in order; each must have exactly one line, and no other clip may have any. */
    List<MeasuredClip> of(Path file, TextNormalizer normalizer) {
        return lines(file).stream()
                .map(line -> new MeasuredClip(
                        ScoredClip.score(
                                line.utterance.id(),
                                HeldOutClips.reference(line.utterance, normalizer),
                                normalizer.normalize(line.heard.text())),
                        line.heard.words().stream()
                                .flatMap(List::stream)
                                .mapToDouble(HeardWord::confidence)
                                .average()))
                .toList();
    }

    /** The words of the test clips; every line must have confidences. */
    JudgedWords judged(Path file, TextNormalizer normalizer) {
        return new JudgedWords(lines(file).stream()
                .map(line ->
                        JudgedHypothesis.of(HeldOutClips.reference(line.utterance, normalizer), line.heard, normalizer))
                .toList());
    }

    private record Line(Utterance utterance, HeardText heard) {}

    private List<Line> lines(Path file) {
        Map<Utterance, HeardText> heard = new HashMap<>();
        for (HeardText line : HeardTexts.read(file)) {
            HeardText before = heard.putIfAbsent(utterance(line), line);
            if (before != null) {
                throw new UserFault(
                        line.where(), "clip " + line.clip() + " was already given at " + before.where(), "remove one");
            }
        }
        return utterances.stream()
                .map(utterance -> {
                    HeardText line = heard.get(utterance);
                    if (line == null) {
                        throw new UserFault(
                                file.toString(),
                                "has no line for clip " + utterance.id(),
                                "give every test clip a line, with an empty text if nothing was recognised");
                    }
                    return new Line(utterance, line);
                })
                .toList();
    }

    private Utterance utterance(HeardText line) {
        Utterance named = byName.get(line.clip());
        return named != null ? named : byFile(line);
    }

    private Utterance byFile(HeardText line) {
        try {
            Utterance named = byName.get(absolute(Path.of(line.clip())));
            if (named != null) {
                return named;
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

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
