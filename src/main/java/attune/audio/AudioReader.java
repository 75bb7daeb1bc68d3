package attune.audio;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The front door: reads audio files of any common kind as mono sound at the rate wanted.
 *
 * <p>WAV, FLAC, MP3 and Ogg Vorbis are decoded here, told apart by their bytes; everything else is left to an
 * {@code ffmpeg} on PATH. Integer samples are divided by their full scale (16 bits by 32768), channels are averaged, other
 * rates are converted as {@link Resampler} says. A segment is, bit for bit, that slice of the whole file.
 *
 * <pre>{@code
 * Waveform speech = new AudioReader().read(Path.of("call.flac"), 16_000);
 * }</pre>
 *
 * <p>Safe for many threads; keep one, for it keeps its resampling filters. All trouble with a file is a
 * {@link UserFault} that names it, says what is wrong and what to do.
 */
public final class AudioReader {

    /**
     * Manifests round durations to a tenth of a second or finer; a segment that ends no further past the file's end ends
     * there.
     */
    static final double SEGMENT_SLACK_SECONDS = 0.1;

    /** The largest array, less what virtual machines take for themselves. */
    private static final int MAX_SAMPLES = Integer.MAX_VALUE - 8;

    private static final int PIECE_SAMPLES = 1 << 16;

    /** Four months: keeps sample numbers far from overflow. */
    private static final double MAX_SEGMENT_END_SECONDS = 1e7;

    private final SourceOpener opener;
    private final Resampler resampler = new Resampler();

    /** Reads with the {@code ffmpeg} on PATH, if there is one. */
    public AudioReader() {
        this("ffmpeg");
    }

    AudioReader(String ffmpeg) {
        this.opener = new SourceOpener(ffmpeg);
    }

    /**
     * Opens a file for reading in pieces, in bounded memory.
     *
     * @param file the file
     * @param rateHz the rate wanted, 1000 to 384000
     * @return the stream, at the first sample; to be closed
     * @throws UserFault when the file is not there, no audio, or damaged at its beginning
     */
    public AudioStream open(Path file, int rateHz) {
        return open(file, rateHz, 0);
    }

    /**
     * Reads a whole file.
     *
     * @param file the file
     * @param rateHz the rate wanted, 1000 to 384000
     * @return all of it
     * @throws UserFault when the file is not there, no audio, or damaged anywhere
     */
    public Waveform read(Path file, int rateHz) {
        try (AudioStream stream = open(file, rateHz)) {
            float[] samples = collect(stream, MAX_SAMPLES);
            if (samples.length == MAX_SAMPLES) {
                throw new UserFault(file.toString(), "is too long to be held at once", "read it in segments");
            }
            return new Waveform(samples, rateHz);
        }
    }

    /**
     * Reads a segment of a longer file: samples {@code round(offset * rateHz)} up to
     * {@code round((offset + duration) * rateHz)} of the whole. What lies behind the segment is not looked at.
     *
     * @param file the file
     * @param offsetSeconds where the segment starts
     * @param durationSeconds how long it is
     * @param rateHz the rate wanted, 1000 to 384000
     * @return the segment; up to 0.1 seconds shorter where the file ends within it, as rounded durations make it
     * @throws UserFault when the segment does not lie in the file, or the file is not there, no audio, or damaged
     */
    public Waveform read(Path file, double offsetSeconds, double durationSeconds, int rateHz) {
        double endSeconds = offsetSeconds + durationSeconds;
        if (!(offsetSeconds >= 0) || !(durationSeconds > 0) || !(endSeconds <= MAX_SEGMENT_END_SECONDS)) {
            throw new UserFault(
                    file.toString(),
                    "a segment of " + durationSeconds + " s from " + offsetSeconds + " s cannot be",
                    "give an offset of 0 or more and a duration above 0, in seconds");
        }
        long start = Math.round(offsetSeconds * rateHz);
        long wanted = Math.round(endSeconds * rateHz) - start;
        try (AudioStream stream = open(file, rateHz, start)) {
            float[] samples = collect(stream, Math.min(wanted, MAX_SAMPLES));
            if (samples.length == 0 || samples.length < wanted - Math.round(SEGMENT_SLACK_SECONDS * rateHz)) {
                throw new UserFault(
                        file.toString(),
                        "the segment from " + offsetSeconds + " to " + endSeconds + " s does not lie in it: "
                                + (double) samples.length / rateHz + " of " + durationSeconds + " s are there",
                        "check offset and duration");
            }
            return new Waveform(samples, rateHz);
        }
    }

    /**
     * How long a file lasts, from its headers where they tell, else by decoding it.
     *
     * @param file the file
     * @return seconds, exact to the sample at the file's own rate
     * @throws UserFault when the file is not there, no audio, or damaged where we had to look
     */
    public double durationSeconds(Path file) {
        return info(file).durationSeconds();
    }

    /**
     * What a file holds: kind, rate, channels and length. WAV, MP3 and Ogg files that are cut short are found out here,
     * FLAC files only by reading them.
     *
     * @param file the file
     * @return its description, the length always known
     * @throws UserFault when the file is not there, no audio, or damaged where we had to look
     */
    public AudioInfo info(Path file) {
        try (PcmSource source = opener.open(file)) {
            AudioInfo info = source.info();
            return info.samples() != AudioInfo.UNKNOWN
                    ? info
                    : AudioInfo.declared(info.format(), info.sampleRateHz(), info.channels(), count(source));
        } catch (IOException e) {
            throw AudioStream.fault(file, e);
        }
    }

    /**
     * What turns a file into samples, for those who keep what they made of them: another version of ffmpeg may decode
     * the same bytes to other samples.
     *
     * @param file the file
     * @return this program, or the version of ffmpeg
     * @throws IOException when the file cannot be read, or ffmpeg is wanted and not there
     */
    public String decoder(Path file) throws IOException {
        return opener.decoder(file);
    }

    private static long count(PcmSource source) throws IOException {
        float[] dropped = new float[1 << 14];
        long total = 0;
        int got = source.read(dropped, 0, dropped.length);
        while (got >= 0) {
            total += got;
            got = source.read(dropped, 0, dropped.length);
        }
        return total;
    }

    private AudioStream open(Path file, int rateHz, long start) {
        Resampler.checked(rateHz);
        try {
            PcmSource source = opener.open(file);
            try {
                return new AudioStream(file, source, resampler, rateHz, start);
            } catch (IOException | RuntimeException e) {
                source.close();
                throw e;
            }
        } catch (IOException e) {
            throw AudioStream.fault(file, e);
        }
    }

    /** All samples up to the end, or so many. Memory grows with what is there, not with what a header promises. */
    private static float[] collect(AudioStream stream, long most) {
        List<float[]> pieces = new ArrayList<>();
        int total = 0;
        while (total < most) {
            float[] piece = new float[(int) Math.min(PIECE_SAMPLES, most - total)];
            int got = stream.read(piece);
            if (got < 0) {
                break;
            }
            pieces.add(got == piece.length ? piece : Arrays.copyOf(piece, got));
            total += got;
        }
        float[] samples = new float[total];
        int at = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, samples, at, piece.length);
            at += piece.length;
        }
        return samples;
    }
}
