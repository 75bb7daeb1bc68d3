package attune.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where an MP3 stream's frames lie and which of their samples were in the recording: found by walking the frame headers,
 * without decoding.
 *
 * @param header of the first frame with sound
 * @param startByte of that frame, from where the walk began
 * @param bytes of all frames from there
 * @param frames how many
 * @param skippedSamples of encoder and decoder delay at the start
 * @param samples that belong to the recording
 */
record Mp3Index(Mp3Header header, long startByte, long bytes, long frames, long skippedSamples, long samples) {

    /** The delay of the synthesis filter bank, by convention: 528 samples plus one. */
    private static final int DECODER_DELAY = 529;

    /** Offset of encoder delay and padding from the start of a Xing or Info tag with all four optional fields. */
    private static final int LAME_DELAYS = 141;

    /** The longest run of zeros at the end that counts as a filled disk block. */
    private static final int MAX_FILL = 1 << 16;

    private static final String REWRITE = "rewrite it: ffmpeg -i IN.mp3 OUT.wav";

    /** The encoder's own account of the stream, kept in a first frame that carries no sound. */
    private record Account(long frames, int delay, int padding) {}

    /**
     * Walks a stream.
     *
     * @param in from the first frame, after any ID3v2 tag
     * @throws DamagedAudio when it is cut short, interrupted by something else, or holds no sound
     */
    static Mp3Index read(InputStream in) throws IOException {
        ByteReader reader = new ByteReader(in);
        Mp3Header first = null;
        Account account = null;
        long startByte = 0;
        long frames = 0;
        while (true) {
            long frameByte = reader.position();
            Mp3Header header = nextHeader(in, reader, frames);
            if (header == null) {
                return finish(first, account, startByte, frameByte, frames);
            }
            if (first != null && !header.continues(first)) {
                throw new DamagedAudio("changes its MP3 rate or channels at byte " + frameByte, REWRITE);
            }
            first = header;
            ByteBuffer body = body(reader, header.bytes() - 4, frames);
            if (frames == 0 && account == null) {
                account = account(header, body);
                startByte = account == null ? frameByte : reader.position();
                frames += account == null ? 1 : 0;
            } else {
                frames++;
            }
        }
    }

    private static Mp3Index finish(
            @Nullable Mp3Header header, @Nullable Account account, long startByte, long endByte, long frames)
            throws DamagedAudio {
        if (header == null || frames == 0) {
            throw new DamagedAudio("holds no MP3 frame with sound", "leave the file out");
        }
        if (account != null && frames < account.frames()) {
            throw DamagedAudio.cutShort("its MP3 header", account.frames(), frames, "frames");
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
        return new Mp3Index(header, startByte, endByte - startByte, frames, skipped, samples);
    }

    /** The header here; null at the end of the stream: the end of the file or the start of a trailing tag. */
    private static @Nullable Mp3Header nextHeader(InputStream in, ByteReader reader, long frames) throws IOException {
        in.mark(16);
        byte[] start = in.readNBytes(11);
        in.reset();
        if (start.length == 0 || isTag(start) || isZeroToTheEnd(in)) {
            return null;
        }
        if (start.length < 4) {
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

    private static boolean isTag(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.startsWith("TAG")
                || text.startsWith("APETAGEX")
                || text.startsWith("LYRICSBEGIN")
                || text.startsWith("ID3");
    }

    /** Some writers fill the last disk block. Looks ahead only from a zero byte, which starts no frame. */
    private static boolean isZeroToTheEnd(InputStream in) throws IOException {
        in.mark(MAX_FILL);
        try {
            byte[] rest = in.readNBytes(1);
            if (rest.length == 1 && rest[0] != 0) {
                return false;
            }
            rest = in.readNBytes(MAX_FILL - 1);
            return rest.length < MAX_FILL - 1 && Arrays.equals(rest, new byte[rest.length]);
        } finally {
            in.reset();
        }
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
