package attune.audio;

/** A waveform as a source. */
final class WaveformSource implements PcmSource {

    private final Waveform waveform;
    private int taken;

    WaveformSource(Waveform waveform) {
        this.waveform = waveform;
    }

    @Override
    public AudioInfo info() {
        return new AudioInfo("memory", waveform.sampleRateHz(), 1, waveform.samples().length);
    }

    @Override
    public int read(float[] mono, int from, int count) {
        int given = Math.min(count, waveform.samples().length - taken);
        if (given == 0) {
            return -1;
        }
        System.arraycopy(waveform.samples(), taken, mono, from, given);
        taken += given;
        return given;
    }

    @Override
    public void close() {}
}
