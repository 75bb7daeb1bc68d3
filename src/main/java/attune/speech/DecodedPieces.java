package attune.speech;

import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import java.util.ArrayList;
import java.util.List;

/** Decodes each piece by itself. */
final class DecodedPieces implements PieceDecoder {
    private final SpeechDecoder decoder;
    private final List<JoinedTranscript.Part> parts = new ArrayList<>();
    private final ClipHypotheses hypotheses;

    DecodedPieces(SpeechDecoder decoder) {
        this.decoder = decoder;
        this.hypotheses = new ClipHypotheses(decoder.hypotheses());
    }

    @Override
    public Runnable decode(double startSeconds, float[][] logProbs) {
        SpeechDecoder.Decoded decoded = decoder.decodeAll(logProbs);
        return () -> {
            parts.add(new JoinedTranscript.Part(startSeconds, logProbs.length, decoded.transcript()));
            hypotheses.add(decoded.hypotheses());
        };
    }

    @Override
    public Transcript transcript() {
        return JoinedTranscript.of(parts);
    }

    @Override
    public List<Hypothesis> hypotheses() {
        return hypotheses.best();
    }
}
