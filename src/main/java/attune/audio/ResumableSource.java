package attune.audio;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A decoder that several readers have in turn, each as if the file had been opened for it alone. It remembers the last
 * samples decoded: a change of rate reads a little beyond both ends of a stretch, and its neighbour reads that again.
 */
final class ResumableSource implements PcmSource {
    private static final int REMEMBERED = 1 << 15;
    private static final int DECODED_AT_ONCE = 1 << 12;

    /** No filter of {@link PolyphaseFilter} reaches further beyond a stretch. */
    private static final double FILTER_SECONDS = 0.1;

    private final Path file;
    private final PcmSource source;
    private final OpenFiles owner;
    /** Sample n of the file is at n modulo the length. */
    private final float[] last = new float[REMEMBERED];

    private long decoded;
    private long next;
    private boolean goesOn = true;

    /**
     * Takes a decoder over.
     *
     * @param file what it decodes
     * @param source at its first sample
     * @param owner gets this source back when a reader closes it
     */
    ResumableSource(Path file, PcmSource source, OpenFiles owner) {
        this.file = file;
        this.source = source;
        this.owner = owner;
    }

    /** Whether a stretch of a file can be read without starting again at the file's beginning. */
    boolean reaches(Path wanted, double fromSeconds) {
        double first = Math.max(0, (fromSeconds - FILTER_SECONDS) * info().sampleRateHz());
        return file.equals(wanted) && first >= decoded - REMEMBERED;
    }

    /** How far the file is decoded, in samples. */
    long decoded() {
        return decoded;
    }

    /** Whether there is more to decode, and nothing was wrong so far. */
    boolean goesOn() {
        return goesOn;
    }

    /** The same source at its first sample, as the next reader expects it. */
    ResumableSource fromTheBeginning() {
        next = 0;
        return this;
    }

    @Override
    public AudioInfo info() {
        return source.info();
    }

    @Override
    public int read(float[] mono, int from, int count) throws IOException {
        while (decoded <= next) {
            if (!decode()) {
                return -1;
            }
        }
        if (next < decoded - REMEMBERED) {
            throw new IllegalStateException("sample " + next + " is forgotten, " + decoded + " are decoded");
        }
        int at = (int) (next % REMEMBERED);
        int given = (int) Math.min(Math.min(count, decoded - next), REMEMBERED - at);
        System.arraycopy(last, at, mono, from, given);
        next += given;
        return given;
    }

    private boolean decode() throws IOException {
        goesOn = false; // nor does it after an exception
        int at = (int) (decoded % REMEMBERED);
        int got = source.read(last, at, Math.min(DECODED_AT_ONCE, REMEMBERED - at));
        decoded += Math.max(0, got);
        goesOn = got >= 0;
        return goesOn;
    }

    @Override
    public void skip(long samples) {
        next += samples;
    }

    /** Ends this reader's turn. */
    @Override
    public void close() throws IOException {
        owner.takeBack(this);
    }

    /** Closes the file. */
    void end() throws IOException {
        source.close();
    }
}
