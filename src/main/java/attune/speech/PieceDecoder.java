package attune.speech;

import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import attune.fault.UserFault;
import java.util.List;

/** Makes a clip's transcript from the network's output for its pieces. For one clip. */
sealed interface PieceDecoder permits DecodedPieces, AlignedPieces, KeptPieces {

    /**
     * Decodes a piece; several may be decoded at once, in any order.
     *
     * @param startSeconds where in the clip it begins
     * @param logProbs of its frames, [frame × output]
     * @return adds it to the clip; to be run piece by piece in their order
     */
    Runnable decode(double startSeconds, float[][] logProbs);

    /**
     * The whole clip's transcript, once all pieces have been added.
     *
     * @throws UserFault if there can be none
     */
    Transcript transcript();

    /** The n-best texts of the whole clip; none where the text is known. */
    default List<Hypothesis> hypotheses() {
        return List.of();
    }
}
