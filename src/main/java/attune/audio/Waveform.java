package attune.audio;

/**
 * Mono sound.
 *
 * @param samples amplitude, full scale ±1; owned by the waveform, not to be changed
 * @param sampleRateHz samples per second, positive
 */
@SuppressWarnings("ArrayRecordComponent") // a waveform is its samples; copying megabytes to be safe is not
public record Waveform(float[] samples, int sampleRateHz) {

    /** Refuses an impossible rate. */
    public Waveform {
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException("sample rate must be positive: " + sampleRateHz);
        }
    }

    /**
     * How long it lasts.
     *
     * @return seconds, exact to the sample
     */
    public double durationSeconds() {
        return (double) samples.length / sampleRateHz;
    }
}
