package attune.speech;

import attune.decoding.Decoder;
import attune.decoding.Transcript;
import java.util.ArrayList;
import java.util.List;

/** Decodes each piece by itself. */
final class DecodedPieces implements PieceDecoder {
    private final Decoder decoder;
    private final List<JoinedTranscript.Part> parts = new ArrayList<>();

    DecodedPieces(Decoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void add(double startSeconds, float[][] logProbs) {
        parts.add(new JoinedTranscript.Part(startSeconds, logProbs.length, decoder.decode(logProbs)));
    }

    @Override
    public Transcript transcript() {
        return JoinedTranscript.of(parts);
    }
}
