package attune.speech;

import attune.corpus.Clip;
import attune.decoding.GreedyDecoder;
import attune.decoding.Transcript;
import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns clips into transcripts, many at a time: sound is read on all cores, the network runs over batches of clips of
 * about the same length, and one bad file does not stop the others. A transcript does not depend on the other clips.
 */
public final class Transcriber {
    private final SpeechFormat format;
    private final AcousticModel acoustic;
    private final GreedyDecoder decoder;
    private final Pieces pieces;

    /**
     * A transcriber.
     *
     * @param model the recogniser; not used elsewhere meanwhile
     */
    public Transcriber(SpeechModel model) {
        this.format = model.format();
        this.acoustic = new AcousticModel(model.network());
        this.decoder = new GreedyDecoder(format.alphabet(), format.frontEnd().frameSeconds());
        this.pieces = new Pieces(format.frontEnd().sampleRateHz());
    }

    /**
     * Transcribes clips.
     *
     * @param clips any; keep it to some hundreds at once, their features are held together
     * @return what each gave, in the same order
     */
    public List<Heard> transcribe(List<Clip> clips) {
        List<ReadClip> read = IntStream.range(0, clips.size())
                .parallel()
                .mapToObj(i -> read(clips.get(i)))
                .toList();
        List<FeatureMatrix> features = new ArrayList<>();
        read.forEach(clip -> clip.pieces.forEach(piece -> features.add(piece.features)));
        List<float[][]> logProbs = acoustic.logProbabilities(features);
        List<Heard> heard = new ArrayList<>();
        int at = 0;
        for (ReadClip clip : read) {
            List<float[][]> own = logProbs.subList(at, at + clip.pieces.size());
            at += clip.pieces.size();
            heard.add(clip.fault.<Heard>map(Heard::rejected).orElseGet(() -> decode(clip, own)));
        }
        return heard;
    }

    private ReadClip read(Clip clip) {
        List<Piece> parts = new ArrayList<>();
        double[] seconds = {0};
        try {
            pieces.read(clip, (start, waveform) -> {
                parts.add(new Piece(start, format.frontEnd().extract(waveform)));
                seconds[0] = start + waveform.durationSeconds();
            });
            return new ReadClip(parts, seconds[0], Optional.empty());
        } catch (UserFault fault) {
            return new ReadClip(List.of(), 0, Optional.of(fault));
        }
    }

    private Heard decode(ReadClip clip, List<float[][]> logProbs) {
        List<JoinedTranscript.Part> parts = new ArrayList<>();
        for (int i = 0; i < logProbs.size(); i++) {
            parts.add(new JoinedTranscript.Part(
                    clip.pieces.get(i).startSeconds, logProbs.get(i).length, decoder.decode(logProbs.get(i))));
        }
        return Heard.of(clip.seconds, JoinedTranscript.of(parts));
    }

    private record Piece(double startSeconds, FeatureMatrix features) {}

    private record ReadClip(List<Piece> pieces, double seconds, Optional<UserFault> fault) {}

    /**
     * What became of one clip.
     *
     * @param seconds its length, 0 where it could not be read
     * @param transcript what was said; absent where the clip could not be read
     * @param fault why it could not be read
     */
    public record Heard(double seconds, Optional<Transcript> transcript, Optional<UserFault> fault) {
        static Heard of(double seconds, Transcript transcript) {
            return new Heard(seconds, Optional.of(transcript), Optional.empty());
        }

        static Heard rejected(UserFault fault) {
            return new Heard(0, Optional.empty(), Optional.of(fault));
        }

        /**
         * The text.
         *
         * @return what was said, or nothing where the clip could not be read
         */
        public String text() {
            return transcript.map(Transcript::text).orElse("");
        }
    }
}
