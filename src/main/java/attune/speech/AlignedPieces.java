package attune.speech;

import attune.ctc.CtcLoss;
import attune.decoding.KnownText;
import attune.decoding.TimedCharacter;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.fault.UserFault;
import java.util.List;

/**
 * Aligns a clip with its text over all pieces at once, since it is not known which words are in which piece. The
 * pieces' frames are joined ({@link ClipFrames}).
 */
final class AlignedPieces implements PieceDecoder {
    private final KnownText aligner;
    private final SpeechFormat format;
    private final String where;
    private final String text;
    private final double frameSeconds;
    private final ClipFrames frames;

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
        this.frames = new ClipFrames(frameSeconds);
    }

    @Override
    public Runnable decode(double startSeconds, float[][] logProbs) {
        return () -> frames.add(startSeconds, logProbs);
    }

    @Override
    public Transcript transcript() {
        int needed = CtcLoss.minimumFrames(format.alphabet().encode(text));
        if (frames.count() < needed) {
            throw new UserFault(
                    where,
                    "the text needs " + needed + " frames but the clip gives only " + frames.count(),
                    "check that the text is this clip's");
        }
        Transcript aligned = aligner.align(frames.rows(0, frames.count()).toArray(float[][]::new), text);
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
                character.text(), frames.startOf(first), frames.endOf(behind - 1), character.confidence());
    }
}
