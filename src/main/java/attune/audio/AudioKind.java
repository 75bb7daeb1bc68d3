package attune.audio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The kinds of file we decode ourselves, recognised by their first bytes, never by their names. */
enum AudioKind {
    WAV,
    FLAC,
    MP3,
    VORBIS,
    /** Left to ffmpeg. */
    OTHER;

    /** Enough to tell them apart. */
    static final int HEAD_BYTES = 64;

    /** An Ogg page's header without its table of segments; the table of a first page has one entry. */
    private static final int OGG_HEADER_BYTES = 28;

    /**
     * The kind.
     *
     * @param head up to {@link #HEAD_BYTES} bytes, after any ID3v2 tag
     */
    static AudioKind of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        boolean riff = text.startsWith("RIFF") || text.startsWith("RF64") || text.startsWith("BW64");
        if (riff && (head.length < 12 || text.startsWith("WAVE", 8))) {
            return WAV;
        }
        if (text.startsWith("fLaC")) {
            return FLAC;
        }
        if (text.startsWith("OggS")) {
            boolean cut = head.length < OGG_HEADER_BYTES + 7;
            return cut || text.startsWith("\u0001vorbis", OGG_HEADER_BYTES) ? VORBIS : OTHER;
        }
        boolean frame =
                head.length >= 4 && Mp3Header.parse(ByteBuffer.wrap(head).getInt(0)) != null;
        return frame ? MP3 : OTHER;
    }
}
