package attune.audio;

/**
 * What a file says about its sound, before any mixing or resampling.
 *
 * @param format the kind of file, such as {@code "FLAC"}
 * @param sampleRateHz the file's own rate
 * @param channels number of channels, mixed down to one
 * @param samples samples per channel at the file's own rate; {@link #UNKNOWN} only while a stream from another program
 *     is being read
 */
public record AudioInfo(String format, int sampleRateHz, int channels, long samples) {

    /** Marks a length known only once everything is decoded. */
    static final long UNKNOWN = -1;

    /** Below every telephone; a damaged header must not stretch a clip to hours. */
    static final int MIN_RATE_HZ = 1000;

    /** Above every converter sold; keeps resampling filters within memory. */
    static final int MAX_RATE_HZ = 384_000;

    /** More than FLAC, Vorbis and WAV files have in practice. */
    private static final int MAX_CHANNELS = 255;

    /**
     * Like {@link #AudioInfo}, for values found in a file: an impossible one is the file's fault, not the program's.
     */
    static AudioInfo declared(String format, long sampleRateHz, int channels, long samples) throws DamagedAudio {
        if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
            throw new DamagedAudio("its " + format + " header gives a sample rate of " + sampleRateHz + " Hz, outside "
                    + MIN_RATE_HZ + " to " + MAX_RATE_HZ);
        }
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new DamagedAudio(
                    "its " + format + " header gives " + channels + " channels, outside 1 to " + MAX_CHANNELS);
        }
        if (samples == 0) {
            throw new DamagedAudio("holds no samples: its " + format + " data is empty", "leave the file out");
        }
        return new AudioInfo(format, (int) sampleRateHz, channels, samples);
    }

    /**
     * How long it lasts.
     *
     * @return seconds, exact to the sample
     */
    public double durationSeconds() {
        return (double) samples / sampleRateHz;
    }
}
