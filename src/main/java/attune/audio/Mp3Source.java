package attune.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.Obuffer;
import org.jspecify.annotations.Nullable;

/**
 * MP3 through JLayer's decoder, fed only whole frames of one stream, and with the encoder's and decoder's delay removed
 * where the file gives it.
 */
final class Mp3Source extends BlockSource {

    /** The bit reservoir reaches back this far (ISO/IEC 11172-3: main_data_begin has 9 bits). */
    private static final int RESERVOIR_BYTES = 511;

    /** JLayer's synthesis filter scales to this, a little under 16 bits. */
    private static final double FULL_SCALE = 32700;

    private final InputStream in;
    private final Mp3Index index;
    private final AudioInfo info;
    private final Bitstream frames;
    private final Decoder decoder = new Decoder();
    private final Planes planes;
    private long framesDone;
    private long bytesDone;

    private Mp3Source(InputStream in, Mp3Index index) throws IOException {
        this.in = in;
        this.index = index;
        this.info = AudioInfo.declared(
                "MP3", index.header().sampleRateHz(), index.header().channels(), index.samples());
        this.frames = new Bitstream(new Sound(in, index.stretches()));
        this.planes = new Planes(index.header().channels(), index.header().samples());
        decoder.setOutputBuffer(planes);
    }

    /**
     * Walks the frames, then returns to the first.
     *
     * @param startByte of the first frame, after any ID3v2 tag
     */
    static Mp3Source open(Path file, long startByte) throws IOException {
        Mp3Index index;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.skipNBytes(startByte);
            index = Mp3Index.read(in);
        }
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(startByte);
            return new Mp3Source(in, index);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public AudioInfo info() {
        return info;
    }

    @Override
    float @Nullable [] nextBlock() throws IOException {
        if (framesDone == index.frames()) {
            return null;
        }
        long start = framesDone * index.header().samples();
        decodeFrame();
        framesDone++;
        int from = (int) Math.max(0, Math.min(planes.length(), index.skippedSamples() - start));
        int to = (int) Math.max(from, Math.min(planes.length(), index.skippedSamples() + index.samples() - start));
        return planes.mean(from, to);
    }

    private void decodeFrame() throws DamagedAudio {
        planes.clear_buffer();
        int frameBytes;
        try {
            Header header = frames.readFrame();
            if (header == null) {
                throw new DamagedAudio("its MP3 data is damaged: frame " + framesDone + " cannot be found");
            }
            decoder.decodeFrame(header, frames);
            frames.closeFrame();
            frameBytes = header.framesize + 4;
        } catch (BitstreamException | DecoderException | RuntimeException e) {
            throw new DamagedAudio("its MP3 data is damaged: frame " + framesDone + " cannot be decoded", e);
        }
        // Without the frames before it, which a cut takes away, a frame near the start decodes to nothing.
        if (!planes.isFull() && (planes.isStarted() || bytesDone > RESERVOIR_BYTES)) {
            throw new DamagedAudio(
                    "its MP3 data is damaged: frame " + framesDone + " refers to data that is not there");
        }
        bytesDone += frameBytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Collects what the decoder gives, 32 samples of a channel at a time, before they would be cut to 16 bits. */
    private static final class Planes extends Obuffer {
        private final float[][] samples;
        private final int[] filled;

        Planes(int channels, int length) {
            samples = new float[channels][length];
            filled = new int[channels];
        }

        @Override
        public void append(int channel, short value) {
            samples[channel][filled[channel]++] = value;
        }

        @Override
        public void appendSamples(int channel, float[] values) {
            System.arraycopy(values, 0, samples[channel], filled[channel], values.length);
            filled[channel] += values.length;
        }

        int length() {
            return samples[0].length;
        }

        boolean isStarted() {
            return Arrays.stream(filled).anyMatch(count -> count > 0);
        }

        boolean isFull() {
            return Arrays.stream(filled).allMatch(count -> count == length());
        }

        float[] mean(int from, int to) {
            float[] mono = new float[to - from];
            for (int i = from; i < to; i++) {
                double sum = 0;
                for (float[] channel : samples) {
                    sum += channel[i];
                }
                mono[i - from] = (float) (sum / (FULL_SCALE * samples.length));
            }
            return mono;
        }

        @Override
        public void clear_buffer() {
            Arrays.fill(filled, 0);
            for (float[] channel : samples) {
                Arrays.fill(channel, 0);
            }
        }

        @Override
        public void write_buffer(int value) {}

        @Override
        public void close() {}

        @Override
        public void set_stop_flag() {}
    }

    /** Leaves tags out: JLayer would look for frames in them. */
    private static final class Sound extends InputStream {
        private final InputStream in;
        private final Iterator<Mp3Index.Stretch> stretches;
        private long position;
        private long left;

        Sound(InputStream in, List<Mp3Index.Stretch> stretches) {
            this.in = in;
            this.stretches = stretches.iterator();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            while (left == 0) {
                if (!stretches.hasNext()) {
                    return -1;
                }
                Mp3Index.Stretch next = stretches.next();
                in.skipNBytes(next.startByte() - position);
                position = next.startByte();
                left = next.bytes();
            }
            int got = in.read(bytes, from, (int) Math.min(count, left));
            position += Math.max(0, got);
            left -= Math.max(0, got);
            return got;
        }
    }
}
