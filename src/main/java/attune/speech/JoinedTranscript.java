package attune.speech;

import attune.decoding.Transcript;
import attune.decoding.Word;
import java.util.List;

/** Joins the transcripts of a clip's pieces. Pieces are cut where it is quiet, so hardly any word spans two. */
public final class JoinedTranscript {

    private JoinedTranscript() {}

    /**
     * One piece's transcript.
     *
     * @param startSeconds where in the clip the piece begins
     * @param frames how many frames it has
     * @param transcript what was said in it, with times from its beginning
     */
    public record Part(double startSeconds, int frames, Transcript transcript) {}

    /**
     * Joins pieces.
     *
     * @param parts all pieces of a clip that are not silent, in order; none for a silent clip
     * @return what was said in the clip, with times from its beginning
     */
    public static Transcript of(List<Part> parts) {
        if (parts.size() == 1) {
            return parts.get(0).transcript.later(parts.get(0).startSeconds);
        }
        List<Word> words = parts.stream()
                .flatMap(part -> part.transcript.words().stream().map(word -> word.later(part.startSeconds)))
                .toList();
        double logProb =
                parts.stream().mapToDouble(part -> part.transcript.logProb()).sum();
        long frames = parts.stream().mapToLong(Part::frames).sum();
        // A confidence is a geometric mean over frames, so each piece is weighted by its frames.
        double meanLog = parts.stream()
                        .mapToDouble(part -> part.frames * Math.log(part.transcript.confidence()))
                        .sum()
                / Math.max(1, frames);
        return new Transcript(words, Math.min(1, Math.exp(meanLog)), logProb);
    }
}
