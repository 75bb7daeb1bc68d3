package attune.speech;

import attune.ctc.CtcLoss;
import attune.decoding.KnownText;
import attune.decoding.TimedCharacter;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Aligns a clip with its text over all pieces at once, since it is not known which words are in which piece. The
 * pieces' frames are joined without gaps; the time that gave no frames, a few milliseconds at the end of a piece and
 * whatever was left out, is added back afterwards.
 */
final class AlignedPieces implements PieceDecoder {
    private final KnownText aligner;
    private final SpeechFormat format;
    private final String where;
    private final String text;
    private final double frameSeconds;
    private final List<float[]> rows = new ArrayList<>();

    /** Start of each piece in the clip, by its first frame. */
    private final TreeMap<Integer, Double> starts = new TreeMap<>();

    /**
     * An aligner for one clip.
     *
     * @param where for messages
     * @param text normalised and written in the model's alphabet
     */
    AlignedPieces(KnownText aligner, SpeechFormat format, String where, String text) {
        this.aligner = aligner;
        this.format = format;
        this.where = where;
        this.text = text;
        this.frameSeconds = format.frontEnd().frameSeconds();
    }

    @Override
    public void add(double startSeconds, float[][] logProbs) {
        if (logProbs.length > 0) {
            starts.put(rows.size(), startSeconds);
            rows.addAll(List.of(logProbs));
        }
    }

    @Override
    public Transcript transcript() {
        int needed = CtcLoss.minimumFrames(format.alphabet().encode(text));
        if (rows.size() < needed) {
            throw new UserFault(
                    where,
                    "the text needs " + needed + " frames but the clip gives only " + rows.size(),
                    "check that the text is this clip's");
        }
        Transcript aligned = aligner.align(rows.toArray(float[][]::new), text);
        return new Transcript(
                aligned.words().stream().map(this::inClip).toList(), aligned.confidence(), aligned.logProb());
    }

    private Word inClip(Word word) {
        List<TimedCharacter> characters =
                word.characters().stream().map(this::inClip).toList();
        return new Word(
                word.text(),
                characters.get(0).startSeconds(),
                characters.get(characters.size() - 1).endSeconds(),
                word.confidence(),
                characters);
    }

    private TimedCharacter inClip(TimedCharacter character) {
        int first = (int) Math.round(character.startSeconds() / frameSeconds);
        int behind = (int) Math.round(character.endSeconds() / frameSeconds);
        return new TimedCharacter(
                character.text(), startOf(first), startOf(behind - 1) + frameSeconds, character.confidence());
    }

    private double startOf(int frame) {
        Map.Entry<Integer, Double> piece = starts.floorEntry(frame);
        return piece.getValue() + (frame - piece.getKey()) * frameSeconds;
    }
}
