package attune.audio;

import java.io.IOException;
import java.io.InputStream;

/** WAV with plain samples, from a file or a pipe. */
final class WavSource implements PcmSource {

    private static final int MAX_FRAMES = 4096;

    private final InputStream in;
    private final SampleCoding coding;
    private final AudioInfo info;
    private final int frameBytes;
    private final byte[] bytes;
    private long framesLeft;

    /**
     * Continues after the header.
     *
     * @param header what was read so far
     * @param in the rest, from the first sample; closed with the source
     */
    WavSource(WavHeader header, InputStream in) throws DamagedAudio {
        this.in = in;
        this.coding = header.coding().orElseThrow();
        this.info = AudioInfo.declared("WAV", header.sampleRateHz(), header.channels(), header.frames());
        this.frameBytes = coding.bytes() * info.channels();
        this.bytes = new byte[MAX_FRAMES * frameBytes];
        this.framesLeft = info.samples() == AudioInfo.UNKNOWN ? Long.MAX_VALUE : info.samples();
    }

    @Override
    public AudioInfo info() {
        return info;
    }

    @Override
    public int read(float[] mono, int from, int count) throws IOException {
        int wanted = (int) Math.min(Math.min(count, MAX_FRAMES), framesLeft);
        if (wanted == 0) {
            return -1;
        }
        int got = in.readNBytes(bytes, 0, wanted * frameBytes);
        boolean toTheEnd = info.samples() == AudioInfo.UNKNOWN;
        if (got < frameBytes && toTheEnd) {
            return -1; // the program writing to a pipe may have been stopped inside a frame
        }
        if (got < wanted * frameBytes && !toTheEnd) {
            throw new DamagedAudio("its WAV data ended while it was being read, " + framesLeft + " frames early");
        }
        int frames = got / frameBytes;
        for (int frame = 0; frame < frames; frame++) {
            mono[from + frame] = mean(frame * frameBytes);
        }
        framesLeft -= frames;
        return frames;
    }

    private float mean(int at) {
        double sum = 0;
        for (int channel = 0; channel < info.channels(); channel++) {
            sum += coding.decode(bytes, at + channel * coding.bytes());
        }
        return (float) (sum / info.channels());
    }

    @Override
    public void skip(long samples) throws IOException {
        if (info.samples() == AudioInfo.UNKNOWN) {
            PcmSource.super.skip(samples);
            return;
        }
        long skipped = Math.min(samples, framesLeft);
        in.skipNBytes(skipped * frameBytes);
        framesLeft -= skipped;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
