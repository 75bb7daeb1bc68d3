package attune.server;

import attune.audio.LiveResampler;
import attune.audio.Resampler;
import attune.speech.live.SpeechStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sound of one live session and what was heard in it: samples of 16 bits in, partial texts and segments out. */
final class LiveSound implements SpeechStream.Listener {
    private final SoundWish wish;
    private final double mostSeconds;
    private final LiveResampler resampler;
    private final SpeechStream stream;
    private final List<SpeechStream.Segment> segments = new ArrayList<>();
    private SpeechStream.Partial partial = SpeechStream.Partial.NONE;
    private long samples;
    private byte[] half = new byte[0];

    /** A sound that has not begun. Of a message that passes the limit, no more than a second beyond it is heard. */
    LiveSound(ServedModel served, SoundWish wish, Resampler filters, double mostSeconds) {
        this.wish = wish;
        this.mostSeconds = mostSeconds;
        this.resampler = new LiveResampler(
                filters, wish.rateHz(), served.model().format().frontEnd().sampleRateHz());
        this.stream = SpeechStream.open(
                served.live().orElseThrow(),
                wish.cuts(),
                served.decoders().of(wish.phrases(), wish.hypotheses()),
                this);
    }

    @Override
    public void partial(SpeechStream.Partial now) {
        partial = now;
    }

    @Override
    public void segment(SpeechStream.Segment segment) {
        segments.add(segment);
        partial = SpeechStream.Partial.NONE;
    }

    /**
     * Hears samples; a message may end within one. It may also hold hours of sound, of which no more than a second at a
     * time is brought to the model's rate.
     */
    void hear(ByteBuffer bytes) {
        byte[] all = ByteBuffer.allocate(half.length + bytes.remaining())
                .put(half)
                .put(bytes)
                .array();
        int size = wish.coding().bytes();
        int count = all.length / size;
        for (int at = 0; at < count && seconds() <= mostSeconds; at += wish.rateHz()) {
            float[] second = new float[Math.min(wish.rateHz(), count - at)];
            for (int i = 0; i < second.length; i++) {
                second[i] = (float) wish.coding().decode(all, (at + i) * size);
            }
            samples += second.length;
            accept(resampler.accept(second));
        }
        half = Arrays.copyOfRange(all, count * size, all.length);
    }

    /** Hears that the sound has ended. */
    void finish() {
        accept(resampler.finish());
        stream.finish();
    }

    private void accept(float[] sound) {
        stream.accept(sound, sound.length);
    }

    /** The segments that have ended since the last call. */
    List<SpeechStream.Segment> takeSegments() {
        List<SpeechStream.Segment> taken = List.copyOf(segments);
        segments.clear();
        return taken;
    }

    /** The text of the open segment so far. */
    SpeechStream.Partial partial() {
        return partial;
    }

    /** How much sound has been heard. */
    double seconds() {
        return (double) samples / wish.rateHz();
    }
}
