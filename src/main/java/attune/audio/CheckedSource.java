package attune.audio;

import java.io.IOException;

/** Passes a source's samples on and refuses what cannot be sound, before a filter spreads it. */
final class CheckedSource implements PcmSource {

    /** Sound overshoots full scale by a little; a file scaled to ±32768, or damaged, by a lot. */
    private static final float MAX_AMPLITUDE = 1024;

    private final PcmSource source;
    private long taken;

    /**
     * Watches a source.
     *
     * @param source at its first sample; closed with this one
     */
    CheckedSource(PcmSource source) {
        this.source = source;
    }

    @Override
    public AudioInfo info() {
        return source.info();
    }

    @Override
    public int read(float[] mono, int from, int count) throws IOException {
        int got = source.read(mono, from, count);
        for (int i = 0; i < got; i++) {
            float amplitude = Math.abs(mono[from + i]);
            if (!(amplitude <= MAX_AMPLITUDE)) {
                throw new DamagedAudio(
                        "its sample " + (taken + i) + " is " + mono[from + i] + " where full scale is 1",
                        "scale the sound to ±1 or export it as 16-bit WAV");
            }
        }
        taken += Math.max(0, got);
        return got;
    }

    @Override
    public void skip(long samples) throws IOException {
        source.skip(samples);
        taken += samples;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
