package attune.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an MP3 stream's frames lie and which of their samples were in the recording: found by walking the frame headers,
 * without decoding. A file may be several that were joined, each with its tags.
 *
 * @param header of the frames
 * @param stretches of frames with sound, tags between them
 * @param frames how many
 * @param skippedSamples of encoder and decoder delay at the start
 * @param samples that belong to the recording
 */
record Mp3Index(Mp3Header header, List<Stretch> stretches, long frames, long skippedSamples, long samples) {

    /** The delay of the synthesis filter bank, by convention: 528 samples plus one. */
    private static final int DECODER_DELAY = 529;

    /** Offset of encoder delay and padding from the start of a Xing or Info tag with all four optional fields. */
    private static final int LAME_DELAYS = 141;

    private static final String REWRITE = "rewrite it: ffmpeg -i IN.mp3 OUT.wav";

    /** The encoder's own account of the stream, kept in a first frame that carries no sound. */
    private record Account(long frames, int delay, int padding) {}

    /** Bytes that follow each other, from where the walk began. */
    record Stretch(long startByte, long bytes) {}

    Mp3Index {
        stretches = List.copyOf(stretches);
    }

    /**
     * Walks a stream.
     *
     * @param in from the first frame, after any ID3v2 tag
     * @throws DamagedAudio when it is cut short, interrupted by something else, or holds no sound
     */
    static Mp3Index read(InputStream in) throws IOException {
        return new Walk(in).all();
    }

    /** What was found so far. */
    private static final class Walk {
        private final InputStream in;
        private final ByteReader reader;
        private final List<Stretch> stretches = new ArrayList<>();
        private @Nullable Mp3Header first;
        private @Nullable Account firstAccount;
        private long frames;

        Walk(InputStream in) {
            this.in = in;
            this.reader = new ByteReader(in);
        }

        Mp3Index all() throws IOException {
            do {
                stretch();
            } while (reader.skipTags() > 0);
            return finish(first, firstAccount, stretches, frames);
        }

        /** The frames of one file. */
        private void stretch() throws IOException {
            long framesBefore = frames;
            long fileByte = reader.position();
            long startByte = fileByte;
            Account account = null;
            while (true) {
                long frameByte = reader.position();
                Mp3Header header = nextHeader(in, reader, frames);
                if (header == null) {
                    break;
                }
                if (first != null && !header.continues(first)) {
                    throw new DamagedAudio("changes its MP3 rate or channels at byte " + frameByte, REWRITE);
                }
                first = header;
                ByteBuffer body = body(reader, header.bytes() - 4, frames);
                account = frameByte == fileByte ? account(header, body) : account;
                if (frameByte == fileByte && account != null) {
                    startByte = reader.position();
                } else {
                    frames++;
                }
            }
            if (account != null && frames > 0 && frames - framesBefore < account.frames()) {
                throw DamagedAudio.cutShort("its MP3 header", account.frames(), frames - framesBefore, "frames");
            }
            firstAccount = fileByte == 0 ? account : firstAccount;
            stretches.add(new Stretch(startByte, reader.position() - startByte));
        }
    }

    private static Mp3Index finish(
            @Nullable Mp3Header header, @Nullable Account account, List<Stretch> stretches, long frames)
            throws DamagedAudio {
        if (header == null || frames == 0) {
            throw new DamagedAudio("holds no MP3 frame with sound", "leave the file out");
        }
        long total = frames * header.samples();
        long skipped = 0;
        long samples = total;
        if (account != null && account.delay() > 0) {
            skipped = (long) account.delay() + DECODER_DELAY;
            // More frames than accounted for: something was appended, and the padding is somewhere inside.
            long padding = frames > account.frames() ? 0 : account.padding();
            samples = Math.min(total - account.delay() - padding, total - skipped);
        }
        if (samples <= 0) {
            throw new DamagedAudio("holds no sound: its MP3 header calls all " + total + " samples padding");
        }
        return new Mp3Index(header, stretches, frames, skipped, samples);
    }

    /** The header here; null at the end of a file: that of all bytes, or the start of a tag. */
    private static @Nullable Mp3Header nextHeader(InputStream in, ByteReader reader, long frames) throws IOException {
        in.mark(4);
        int start = in.readNBytes(4).length;
        in.reset();
        if (start == 0 || Tags.bytes(in) > 0 || Tags.isZeroToTheEnd(in)) {
            return null;
        }
        if (start < 4) {
            throw cutShort(frames);
        }
        long frameByte = reader.position();
        Mp3Header header =
                Mp3Header.parse(reader.bytes(4).order(ByteOrder.BIG_ENDIAN).getInt());
        if (header == null) {
            throw new DamagedAudio(
                    "has bytes that are not an MP3 frame at byte " + frameByte + ", after " + frames + " frames",
                    REWRITE);
        }
        return header;
    }

    private static ByteBuffer body(ByteReader reader, int bytes, long frames) throws IOException {
        try {
            return reader.bytes(bytes).order(ByteOrder.BIG_ENDIAN);
        } catch (EOFException e) {
            throw cutShort(frames);
        }
    }

    private static DamagedAudio cutShort(long frames) {
        return new DamagedAudio("is cut short: it ends inside MP3 frame " + frames);
    }

    /** The Xing or Info tag with LAME's extension (gabriel.mp3-tech.org, "Mp3 Info Tag", revision 1), or VBRI. */
    private static @Nullable Account account(Mp3Header header, ByteBuffer body) {
        int at = header.sideBytes();
        if (body.limit() >= at + 12 && isOneOf(ByteReader.tag(body, at), "Xing", "Info")) {
            int flags = body.getInt(at + 4);
            long frames = (flags & 1) != 0 ? body.getInt(at + 8) & 0xFFFFFFFFL : 0;
            boolean delays = flags == 15
                    && body.limit() >= at + LAME_DELAYS + 3
                    && isOneOf(ByteReader.tag(body, at + 120), "LAME", "Lavf", "Lavc");
            int packed = delays ? body.getInt(at + LAME_DELAYS - 1) & 0xFFFFFF : 0;
            return new Account(frames, packed >> 12, packed & 0xFFF);
        }
        if (body.limit() >= 32 + 18 && ByteReader.tag(body, 32).equals("VBRI")) {
            return new Account(body.getInt(32 + 14) & 0xFFFFFFFFL, 0, 0);
        }
        return null;
    }

    private static boolean isOneOf(String tag, String... tags) {
        return Arrays.asList(tags).contains(tag);
    }
}
