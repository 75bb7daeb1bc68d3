package attune.server;

import attune.audio.LiveResampler;
import attune.audio.Resampler;
import attune.speech.SpeechModel;
import attune.speech.live.SpeechStream;
import attune.speech.live.StreamSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The sound of one live session and what was heard in it: samples of 16 bits in, partial texts and segments out. */
final class LiveSound implements SpeechStream.Listener {
    private static final float FULL_SCALE = 32768;

    private final int rateHz;
    private final LiveResampler resampler;
    private final SpeechStream stream;
    private final List<SpeechStream.Segment> segments = new ArrayList<>();
    private SpeechStream.Partial partial = SpeechStream.Partial.NONE;
    private long samples;
    private byte[] half = new byte[0];

    /** A sound that has not begun, at the rate and with the hot words of a configuration. */
    LiveSound(ServedModel served, VoskConfig config, Resampler filters) {
        // Sessions run beside each other, each on a state of its own.
        SpeechModel model = served.model().share();
        this.rateHz = config.rateHz();
        this.resampler =
                new LiveResampler(filters, rateHz, model.format().frontEnd().sampleRateHz());
        this.stream = SpeechStream.open(
                model, StreamSettings.DEFAULT, served.decoders().of(config.phrases(), config.hypotheses()), this);
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

    /** Hears little-endian samples; a frame may end within one. */
    void hear(ByteBuffer bytes) {
        ByteBuffer all = ByteBuffer.allocate(half.length + bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        all.put(half).put(bytes).flip();
        float[] sound = new float[all.remaining() / 2];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = all.getShort() / FULL_SCALE;
        }
        half = all.hasRemaining() ? new byte[] {all.get()} : new byte[0];
        samples += sound.length;
        accept(resampler.accept(sound));
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

    /** How much sound has come. */
    double seconds() {
        return (double) samples / rateHz;
    }
}
