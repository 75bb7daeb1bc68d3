package attune.audio;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The front door: reads audio files of any common kind as mono sound at a given rate.
 *
 * <p>WAV, FLAC, MP3 and Ogg Vorbis are decoded here, told apart by their bytes; everything else is left to an
 * {@code ffmpeg} on PATH. Integer samples are divided by their full scale (16 bits by 32768), channels are averaged, other
 * rates are converted as {@link Resampler} says. A segment is, bit for bit, that slice of the whole file.
 *
 * <pre>{@code
 * Waveform speech = new AudioReader().read(Path.of("call.flac"), 16_000);
 * }</pre>
 *
 * <p>Safe for many threads; reuse one, since it caches its resampling filters. Any trouble with a file is a
 * {@link UserFault} that names the file and says what is wrong and what to do.
 */
public final class AudioReader {
    /** How far a segment may end past its file's end, in seconds: manifests round. It is then cut there. */
    public static final double SLACK_SECONDS = 0.1;

    private final SourceOpener opener;
    private final OpenFiles files;
    private final Ffmpeg ffmpeg;
    private final Resampler resampler;

    /** Reads with the {@code ffmpeg} on PATH, if there is one. */
    public AudioReader() {
        this("ffmpeg");
    }

    AudioReader(String ffmpeg) {
        this(Ffmpeg.unlimited(ffmpeg));
    }

    AudioReader(Ffmpeg ffmpeg) {
        this(ffmpeg, new Resampler());
    }

    private AudioReader(Ffmpeg ffmpeg, Resampler resampler) {
        this.ffmpeg = ffmpeg;
        this.resampler = resampler;
        this.opener = new SourceOpener(ffmpeg);
        this.files = new OpenFiles(opener);
    }

    /**
     * Reads files of strangers: the program ffmpeg may use so much of the machine and no more.
     *
     * @param ffmpegs how many may run at once, at least 1; who opens another file waits
     * @param processorSeconds how long each may compute, at least 1; a file that needs more cannot be read
     * @return a reader
     */
    public static AudioReader ofStrangers(int ffmpegs, int processorSeconds) {
        return new AudioReader(new Ffmpeg(
                "ffmpeg", Optional.of(new Semaphore(ffmpegs, true)), OptionalInt.of(processorSeconds), () -> {}));
    }

    /**
     * The same reader for somebody who wants to know while he waits: the number of ffmpegs is one for both.
     *
     * @param waiting called about once a second while as many run as may; what it throws ends the waiting
     * @return a reader
     */
    public AudioReader whileWaiting(Runnable waiting) {
        return new AudioReader(ffmpeg.whileWaiting(waiting), resampler);
    }

    /**
     * Does work that reads many stretches of the same files. Formats other than WAV are decoded from the beginning of the
     * file; with this they stay open after a stretch, and one that begins behind it goes on from there. Stretches that are
     * read about in order then cost one pass over each file. The samples are the same.
     *
     * @param <T> what the work gives
     * @param reading reads, on any threads, by this reader; meanwhile the files must not change
     * @return what it gives
     */
    public <T> T inOnePass(Supplier<T> reading) {
        return files.during(reading);
    }

    /**
     * Opens a file for reading in pieces, in bounded memory.
     *
     * @param file the file
     * @param rateHz the target rate, 1000 to 384000
     * @return the stream, at the first sample; the caller closes it
     * @throws UserFault when the file is missing, not audio, or damaged at its beginning
     */
    public AudioStream open(Path file, int rateHz) {
        return open(file, rateHz, Segment.WHOLE);
    }

    /**
     * Whether a sample rate is supported.
     *
     * @param rateHz samples per second
     * @return true from 1000 to 384000
     */
    public static boolean isRate(int rateHz) {
        return rateHz >= AudioInfo.MIN_RATE_HZ && rateHz <= AudioInfo.MAX_RATE_HZ;
    }

    /**
     * Opens live sound, such as a microphone's through a pipe. It is read in pieces of a few hundredths of a second, so
     * that no sound waits for what comes after it.
     *
     * @param in a WAV file, or headerless samples of 16 bits, little-endian, one channel; closed with the stream
     * @param name for messages
     * @param rawRateHz the rate of headerless samples, 1000 to 384000; empty for WAV, whose header gives it
     * @param rateHz the target rate, 1000 to 384000
     * @return the stream, at the first sample; the caller closes it
     * @throws UserFault when it is neither
     */
    public AudioStream open(InputStream in, String name, OptionalInt rawRateHz, int rateHz) {
        Path file = Path.of(name);
        Resampler.checked(rateHz);
        try {
            return new AudioStream(file, SourceOpener.open(in, rawRateHz), resampler, rateHz, Segment.WHOLE);
        } catch (IOException e) {
            throw AudioStream.fault(file, e);
        }
    }

    /**
     * Reads a whole file.
     *
     * @param file the file
     * @param rateHz the target rate, 1000 to 384000
     * @return all of it
     * @throws UserFault when the file is missing, not audio, or damaged anywhere
     */
    public Waveform read(Path file, int rateHz) {
        try (AudioStream stream = open(file, rateHz)) {
            return stream.rest();
        }
    }

    /**
     * Reads a segment of a longer file: samples {@code round(offset * rateHz)} up to
     * {@code round((offset + duration) * rateHz)} of the whole. What comes after the segment is not looked at.
     *
     * @param file the file
     * @param offsetSeconds where the segment starts
     * @param durationSeconds how long it is
     * @param rateHz the target rate, 1000 to 384000
     * @return the segment; up to {@link #SLACK_SECONDS} shorter where the file ends within it
     * @throws UserFault when the segment does not lie in the file, or the file is missing, not audio, or damaged
     */
    public Waveform read(Path file, double offsetSeconds, double durationSeconds, int rateHz) {
        try (AudioStream stream = open(file, offsetSeconds, durationSeconds, rateHz)) {
            return stream.rest();
        }
    }

    /**
     * Reads a segment of a longer file at the file's own rate.
     *
     * @param file the file
     * @param offsetSeconds where the segment starts
     * @param durationSeconds how long it is
     * @return the segment; up to {@link #SLACK_SECONDS} shorter where the file ends within it
     * @throws UserFault when the segment does not lie in the file, or the file is missing, not audio, or damaged
     */
    public Waveform read(Path file, double offsetSeconds, double durationSeconds) {
        try (AudioStream stream = openAsIs(file, offsetSeconds, OptionalDouble.of(durationSeconds))) {
            return stream.rest();
        }
    }

    private AudioStream openAsIs(Path file, double offsetSeconds, OptionalDouble durationSeconds) {
        return open(file, offsetSeconds, source -> {
            int rateHz = source.info().sampleRateHz();
            Segment segment = durationSeconds.isPresent()
                    ? Segment.of(file, offsetSeconds, durationSeconds.getAsDouble(), rateHz)
                    : Segment.from(offsetSeconds, rateHz);
            return new AudioStream(file, source, resampler, rateHz, segment);
        });
    }

    /**
     * Opens a segment of a longer file for reading in pieces, in bounded memory: the samples that
     * {@link #read(Path, double, double, int)} gives. A file that ends within it is found out only on reaching that
     * end.
     *
     * @param file the file
     * @param offsetSeconds where the segment starts
     * @param durationSeconds how long it is
     * @param rateHz the target rate, 1000 to 384000
     * @return the stream, at the segment's first sample; the caller closes it
     * @throws UserFault when the segment is impossible, or the file is missing, not audio, or damaged
     */
    public AudioStream open(Path file, double offsetSeconds, double durationSeconds, int rateHz) {
        return open(file, rateHz, Segment.of(file, offsetSeconds, durationSeconds, rateHz));
    }

    /**
     * A file's duration, from its headers where they give it, else by decoding it.
     *
     * @param file the file
     * @return seconds, exact to the sample at the file's own rate
     * @throws UserFault when the file is missing, not audio, or damaged where we had to look
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
     * @throws UserFault when the file is missing, not audio, or damaged where we had to look
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
     * Measures a stretch of a file, decoding it at its own rate.
     *
     * @param file the file
     * @param offsetSeconds where the stretch starts
     * @param durationSeconds how long it is; empty for all up to the file's end
     * @return its level, bandwidth and the like
     * @throws UserFault when the stretch does not lie in the file, or the file is missing, not audio, or damaged
     */
    public SoundFacts measure(Path file, double offsetSeconds, OptionalDouble durationSeconds) {
        try (AudioStream stream = openAsIs(file, offsetSeconds, durationSeconds)) {
            SoundFacts facts = SoundMeter.measure(stream);
            if (facts.seconds() == 0) {
                throw new UserFault(
                        file.toString(),
                        "ends before " + offsetSeconds + " s, where the clip begins",
                        "correct the offset");
            }
            return facts;
        }
    }

    /**
     * What turns a file into samples, for callers that keep what they derive from them: another version of ffmpeg may
     * decode the same bytes to different samples.
     *
     * @param file the file
     * @return this program, or the version of ffmpeg
     * @throws IOException when the file cannot be read, or ffmpeg is needed and missing
     */
    public String decoder(Path file) throws IOException {
        return opener.decoder(file);
    }

    /**
     * The program that reads files of other kinds.
     *
     * @return name and version of the ffmpeg on PATH; empty if there is none
     */
    public Optional<String> ffmpegVersion() {
        return opener.ffmpeg();
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

    private AudioStream open(Path file, int rateHz, Segment segment) {
        Resampler.checked(rateHz);
        return open(
                file,
                (double) segment.start() / rateHz,
                source -> new AudioStream(file, source, resampler, rateHz, segment));
    }

    /** What is wanted of an open file. */
    private interface Wanted {
        AudioStream of(PcmSource source) throws IOException;
    }

    private AudioStream open(Path file, double fromSeconds, Wanted wanted) {
        try {
            PcmSource source = files.open(file, fromSeconds);
            try {
                return wanted.of(source);
            } catch (IOException | RuntimeException e) {
                source.close();
                throw e;
            }
        } catch (IOException e) {
            throw AudioStream.fault(file, e);
        }
    }
}
