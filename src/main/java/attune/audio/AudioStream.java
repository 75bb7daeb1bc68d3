package attune.audio;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file's sound as mono samples at a given rate, front to back, in bounded memory: a few hundred kilobytes however
 * long the file is. The samples do not depend on the sizes of the pieces they are read in. For one thread; close it.
 */
public final class AudioStream implements AutoCloseable {
    /** The largest array, less what virtual machines take for themselves. */
    private static final int MAX_SAMPLES = Integer.MAX_VALUE - 8;

    private static final int PIECE_SAMPLES = 1 << 16;

    private final Path file;
    private final PcmSource source;
    private final @Nullable RateConverter converter;
    private final int rateHz;
    private final Segment segment;
    private long given;
    private boolean closed;

    /**
     * Opens a stream at a sample.
     *
     * @param file for messages
     * @param source at its first sample; closed with the stream
     * @param rateHz the target rate
     * @param segment which samples are wanted, at that rate
     */
    AudioStream(Path file, PcmSource source, Resampler resampler, int rateHz, Segment segment) throws IOException {
        this.file = file;
        this.source = new CheckedSource(source);
        this.rateHz = rateHz;
        this.segment = segment;
        RateRatio ratio = RateRatio.of(source.info().sampleRateHz(), rateHz);
        if (ratio.isOne()) {
            this.converter = null;
            this.source.skip(segment.start());
        } else {
            this.converter = new RateConverter(this.source, ratio, resampler.filter(ratio), segment.start());
        }
    }

    /**
     * The rate of the samples read here.
     *
     * @return samples per second
     */
    public int sampleRateHz() {
        return rateHz;
    }

    /** What the file declares. */
    AudioInfo info() {
        return source.info();
    }

    /**
     * Reads the next samples.
     *
     * @param buffer filled from its beginning, full scale ±1; not empty
     * @return how many samples were read, fewer than the buffer holds only near the end; -1 at the end
     * @throws UserFault when the file is damaged, ends early (before the segment does) or cannot be read
     */
    public int read(float[] buffer) {
        try {
            int wanted = (int) Math.min(buffer.length, segment.samples() - given);
            int filled = 0;
            while (filled < wanted) {
                int got = converter == null
                        ? source.read(buffer, filled, wanted - filled)
                        : converter.read(buffer, filled, wanted - filled);
                if (got < 0) {
                    break;
                }
                filled += got;
            }
            given += filled;
            if (filled < wanted) {
                requireEnough();
            }
            return filled == 0 ? -1 : filled;
        } catch (IOException e) {
            throw fault(file, e);
        }
    }

    /** All samples up to the end. Memory grows with what is there, not with what a header promises. */
    Waveform rest() {
        List<float[]> pieces = new ArrayList<>();
        int total = 0;
        while (total < MAX_SAMPLES) {
            float[] piece = new float[Math.min(PIECE_SAMPLES, MAX_SAMPLES - total)];
            int got = read(piece);
            if (got < 0) {
                return new Waveform(joined(pieces, total), rateHz);
            }
            pieces.add(got == piece.length ? piece : Arrays.copyOf(piece, got));
            total += got;
        }
        throw new UserFault(file.toString(), "is too long to be read at once", "read it in segments");
    }

    private static float[] joined(List<float[]> pieces, int total) {
        float[] samples = new float[total];
        int at = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, samples, at, piece.length);
            at += piece.length;
        }
        return samples;
    }

    private void requireEnough() throws IOException {
        if (segment.start() + given == 0) {
            throw new DamagedAudio("does not hold even one sample at " + rateHz + " Hz", "check how it was made");
        }
        segment.requireEnough(file, given, rateHz);
    }

    /** The same fault with the file's name. */
    static UserFault fault(Path file, IOException e) {
        return e instanceof DamagedAudio damage
                ? new UserFault(file.toString(), String.valueOf(e.getMessage()), damage.remedy(), e)
                : new UserFault(
                        file.toString(), "cannot be read (" + e + ")", "check the disk and the file's permissions", e);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            source.close();
        } catch (IOException e) {
            throw fault(file, e);
        }
    }
}
