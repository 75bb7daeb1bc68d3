package attune.audio;

import java.io.IOException;

/**
 * A source that is read a few samples at a time: a caller waiting for live sound must not wait for more than it needs,
 * but a rate converter asks for as much as it has room for.
 */
final class ShortReads implements PcmSource {
    private static final int READS_PER_SECOND = 50;

    private final PcmSource source;
    private final int mostSamples;

    /**
     * Splits reads.
     *
     * @param source at its first sample; closed with this one
     */
    ShortReads(PcmSource source) {
        this.source = source;
        this.mostSamples = source.info().sampleRateHz() / READS_PER_SECOND;
    }

    @Override
    public AudioInfo info() {
        return source.info();
    }

    @Override
    public int read(float[] mono, int from, int count) throws IOException {
        return source.read(mono, from, Math.min(count, mostSamples));
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
