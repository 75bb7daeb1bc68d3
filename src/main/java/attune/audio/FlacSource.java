package attune.audio;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * FLAC, checked to the last bit: frame checksums, sample count and the MD5 of all samples. The decoder is our own
 * because jflac-codec 1.5.2 writes to standard output on legal streams (escaped Rice partitions) and silently skips
 * damaged frames.
 */
final class FlacSource extends BlockSource {

    private final InputStream in;
    private final FlacStreamInfo header;
    private final AudioInfo info;
    private final FlacBits bits;
    private final FlacFrames frames;
    private final MessageDigest md5 = newMd5();
    private byte[] md5Bytes = new byte[0];
    private long decoded;

    /**
     * Reads the header.
     *
     * @param in the file from its {@code fLaC} marker; closed with the source
     */
    FlacSource(InputStream in) throws IOException {
        this.in = in;
        this.header = FlacStreamInfo.read(in);
        long samples = header.samples() == 0 ? AudioInfo.UNKNOWN : header.samples();
        this.info = AudioInfo.declared("FLAC", header.sampleRateHz(), header.channels(), samples);
        this.bits = new FlacBits(in);
        this.frames = new FlacFrames(bits, header);
    }

    @Override
    public AudioInfo info() {
        return info;
    }

    @Override
    float @Nullable [] nextBlock() throws IOException {
        boolean counted = info.samples() != AudioInfo.UNKNOWN;
        if (counted && decoded == info.samples()) {
            checkMd5();
            requireEnd();
            return null;
        }
        int count = frames.next();
        if (count < 0 && counted) {
            throw DamagedAudio.cutShort("its FLAC header", info.samples(), decoded, "samples");
        }
        if (count < 0) {
            checkMd5();
            return null;
        }
        decoded += count;
        if (counted && decoded > info.samples()) {
            throw new DamagedAudio("its FLAC data holds more samples than the " + info.samples() + " its header gives");
        }
        addToMd5(count);
        return mean(count);
    }

    /** Tags may follow. Of joined files the header counts only the first one's samples. */
    private void requireEnd() throws IOException {
        InputStream rest = bits.rest();
        Tags.skip(rest);
        if (!Tags.isZeroToTheEnd(rest)) {
            throw new DamagedAudio(
                    "goes on after the " + info.samples() + " samples its FLAC header gives, as joined files do",
                    "give each recording a file of its own");
        }
    }

    private float[] mean(int count) {
        double fullScale = 1L << (header.bits() - 1);
        float[] mono = new float[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (long[] channel : frames.samples()) {
                sum += channel[i] / fullScale;
            }
            mono[i] = (float) (sum / header.channels());
        }
        return mono;
    }

    private void addToMd5(int count) {
        int sampleBytes = (header.bits() + 7) / 8;
        int length = count * header.channels() * sampleBytes;
        if (md5Bytes.length < length) {
            md5Bytes = new byte[length];
        }
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (long[] channel : frames.samples()) {
                for (int shift = 0; shift < 8 * sampleBytes; shift += 8) {
                    md5Bytes[at++] = (byte) (channel[i] >> shift);
                }
            }
        }
        md5.update(md5Bytes, 0, length);
    }

    private void checkMd5() throws DamagedAudio {
        String found = HexFormat.of().formatHex(md5.digest());
        boolean computed = header.md5().chars().anyMatch(digit -> digit != '0');
        if (computed && !found.equals(header.md5())) {
            throw new DamagedAudio(
                    "its FLAC samples have the MD5 " + found + " where the header gives " + header.md5());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }
}
