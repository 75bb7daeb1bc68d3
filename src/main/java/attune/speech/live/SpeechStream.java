package attune.speech.live;

import attune.audio.Waveform;
import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import attune.fault.UserFault;
import attune.speech.PartialText;
import attune.speech.Pauses;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Transcribes sound as it comes: takes samples in blocks of any size, and gives the text so far and finished segments
 * to a listener.
 *
 * <pre>{@code
 * SpeechStream stream = SpeechStream.open(model, StreamSettings.DEFAULT, listener);
 * while ((count = audio.read(buffer)) > 0) {
 *     stream.accept(buffer, count);
 * }
 * stream.finish();
 * }</pre>
 *
 * <p>A segment ends in a pause or after 30 seconds, and is then exactly what {@link Transcriber} makes of that stretch
 * of sound as a clip of its own: features, network and decoder start afresh, and the stretch is decoded as a whole,
 * because it ends a little before the sound that has been taken in. Block sizes make no difference. Memory does not
 * grow with the stream.
 *
 * <p>A stream is for one thread at a time. Several streams of one model run on threads of their own on a {@link LiveModel}.
 */
public final class SpeechStream {
    private final LiveEar ear;
    private final SpeechDecoder decoder;
    private final Listener listener;
    private final int rateHz;
    private LiveSegment segment;
    private PartialText partial;
    /** Whether there has been any sound in the segment. */
    private boolean sounds;

    private Partial told = Partial.NONE;
    /** Samples of the stream before the segment. */
    private long before;

    private boolean finished;

    private SpeechStream(LiveModel model, SpeechDecoder decoder, StreamSettings settings, Listener listener) {
        this.ear = new LiveEar(model, settings);
        this.decoder = decoder;
        this.listener = listener;
        this.rateHz = ear.frontEnd().sampleRateHz();
        this.segment = new LiveSegment(ear);
        this.partial = decoder.start();
    }

    /**
     * Opens a stream that decodes with the model's language model, if it has one.
     *
     * @param model one that does not need the end of a clip
     * @param settings how it is cut up
     * @param listener is told what is said
     * @return a stream that waits for its first samples
     * @throws UserFault if the model needs whole clips
     */
    public static SpeechStream open(SpeechModel model, StreamSettings settings, Listener listener) {
        return open(model, settings, model.decoder(), listener);
    }

    /**
     * The same with a given decoder, which may serve any number of streams.
     *
     * @param model one that does not need the end of a clip
     * @param settings how it is cut up
     * @param decoder from the network's outputs to words
     * @param listener is told what is said
     * @return a stream that waits for its first samples
     * @throws UserFault if the model needs whole clips
     */
    public static SpeechStream open(
            SpeechModel model, StreamSettings settings, SpeechDecoder decoder, Listener listener) {
        return open(new LiveModel(model, 1), settings, decoder, listener);
    }

    /**
     * Opens one of several streams of a model.
     *
     * @param model for all of them
     * @param settings how it is cut up
     * @param decoder from the network's outputs to words
     * @param listener is told what is said
     * @return a stream that waits for its first samples
     */
    public static SpeechStream open(
            LiveModel model, StreamSettings settings, SpeechDecoder decoder, Listener listener) {
        return new SpeechStream(model, decoder, settings, listener);
    }

    /** Is told what a stream recognises, on the thread that feeds it. */
    public interface Listener {
        /**
         * The open segment's text has changed.
         *
         * @param partial the best so far
         */
        void partial(Partial partial);

        /**
         * A segment with words has ended, or one without words whose partial text is withdrawn.
         *
         * @param segment what was said in it
         */
        void segment(Segment segment);
    }

    /**
     * The text of the open segment so far.
     *
     * @param text the best so far; its end may still change
     * @param stable the beginning of the text that is never taken back: whole words, of which there are more from call to
     *     call; the finished segment's text begins with it. It comes a little later than the text, as every text that the
     *     decoder still follows has to agree, and no later than 15 seconds into the segment
     * @param seconds how much of the stream has come
     */
    public record Partial(String text, String stable, double seconds) {
        /** Nothing was said yet. */
        public static final Partial NONE = new Partial("", "", 0);

        /** Requires that one text begins with the other. */
        public Partial {
            if (!text.startsWith(stable)) {
                throw new IllegalArgumentException("'" + text + "' does not begin with '" + stable + "'");
            }
        }
    }

    /**
     * A finished stretch of a stream.
     *
     * @param startSeconds where it starts, from the start of the stream
     * @param seconds its length
     * @param transcript what was said in it, with times from the start of the segment
     * @param hypotheses the n-best texts, as many as the decoder gives
     */
    public record Segment(double startSeconds, double seconds, Transcript transcript, List<Hypothesis> hypotheses) {}

    /**
     * Takes the next samples, and tells the listener of any new text before it returns.
     *
     * @param samples amplitudes at the rate of the model's front end, full scale ±1; read, not kept
     * @param count how many of them, from the first
     * @throws IllegalStateException after {@link #finish()}
     */
    public void accept(float[] samples, int count) {
        requireUnfinished();
        take(Arrays.copyOf(samples, count));
        tellPartial();
    }

    /**
     * Ends the stream and reports its last segments.
     *
     * @throws IllegalStateException when called twice
     */
    public void finish() {
        requireUnfinished();
        finished = true;
        segment.hearRest();
        for (OptionalInt end = segment.end(); end.isPresent(); end = segment.end()) {
            take(cut(end.getAsInt()));
            segment.hearRest();
        }
        tell(segment.samples());
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("this stream is finished; more sound needs a new one");
        }
    }

    private void take(float[] samples) {
        float[] coming = samples;
        int at = 0;
        while (at < coming.length) {
            at += segment.take(coming, at);
            OptionalInt end = segment.end();
            if (end.isPresent()) {
                coming = joined(cut(end.getAsInt()), Arrays.copyOfRange(coming, at, coming.length));
                at = 0;
            }
        }
    }

    private static float[] joined(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Ends the segment at one of its samples, starts the next there, and returns the samples after it, to be taken
     * again.
     */
    private float[] cut(int end) {
        tell(end);
        float[] behind = segment.samplesFrom(end);
        before += end;
        segment = new LiveSegment(ear);
        partial = decoder.start();
        sounds = false;
        return behind;
    }

    private void tellPartial() {
        sounds = sounds || (!segment.rows().isEmpty() && soundsIn(segment.samples()));
        if (!sounds) {
            return;
        }
        partial.hear(segment.rows(), segment.sureRows());
        String stable = hasSureSound() ? partial.stable() : "";
        if (!partial.text().equals(told.text()) || !stable.equals(told.stable())) {
            told = new Partial(partial.text(), stable, (double) (before + segment.samples()) / rateHz);
            listener.partial(told);
        }
    }

    /** Whether there is sound before the segment can end: else its result may be that of silence. */
    private boolean hasSureSound() {
        return !told.stable().isEmpty() || soundsIn(Math.min(segment.samples(), segment.earliestEnd()));
    }

    /** Reports what was said in the segment's first samples; silence only where a partial text has to be withdrawn. */
    private void tell(int samples) {
        SpeechDecoder.Decoded decoded = decoder.decodeAll(soundsIn(samples) ? segment.rowsOf(samples) : new float[0][]);
        Transcript transcript = decoded.transcript().withTouchingWords();
        if (!transcript.words().isEmpty() || !told.text().isEmpty()) {
            double start = (double) before / rateHz;
            listener.segment(new Segment(start, (double) samples / rateHz, transcript, decoded.hypotheses()));
        }
        told = Partial.NONE;
    }

    /** A model may recognise a word in silence, so its output for a silent stretch is not reported. */
    private boolean soundsIn(int samples) {
        return Pauses.soundsIn(new Waveform(segment.samplesTo(samples), rateHz));
    }
}
