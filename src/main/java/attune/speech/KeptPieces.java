package attune.speech;

import attune.decoding.Transcript;
import java.util.List;

/** Keeps the network's output for the pieces of a clip, for whoever wants more of it than a transcript. */
final class KeptPieces implements PieceDecoder {
    private final ClipFrames frames;

    KeptPieces(ClipFrames frames) {
        this.frames = frames;
    }

    @Override
    public Runnable decode(double startSeconds, float[][] logProbs) {
        return () -> frames.add(startSeconds, logProbs);
    }

    /** Nothing, which is not what was said but what nobody looks at. */
    @Override
    public Transcript transcript() {
        return new Transcript(List.of(), 1, 0);
    }
}
