package attune.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What stands before, after and, in joined files, between the sound and is none: tags, and a filled disk block. */
final class Tags {
    /** The length of the header of an ID3v2 tag (id3.org, version 2.4, section 3.1). */
    static final int ID3_HEADER_BYTES = 10;

    private static final int APE_HEADER_BYTES = 32;

    /** The flag of a header in front of the items; a tag without one has a footer alone. */
    private static final int APE_HEADER = 1 << 29;

    private static final int ID3V1_BYTES = 128;
    private static final int EXTENDED_ID3V1_BYTES = 227;

    /** Lyrics3v2 counts its bytes in six digits. */
    private static final int MOST_LYRICS_BYTES = 1 << 20;

    /** The longest run of zeros at the end that counts as a filled disk block. */
    private static final int MAX_FILL = 1 << 16;

    private Tags() {}

    /**
     * Skips all tags that stand here one after the other.
     *
     * @param in supports marks; a last tag that claims more bytes than there are ends it
     * @return their bytes
     */
    static long skip(InputStream in) throws IOException {
        byte[] piece = new byte[1 << 13];
        long skipped = 0;
        for (long left = bytes(in); left > 0; left = bytes(in)) {
            while (left > 0) {
                int got = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (got < 0) {
                    return skipped;
                }
                skipped += got;
                left -= got;
            }
        }
        return skipped;
    }

    /** How long an ID3v2 tag is whose first bytes these are; 0 if they are none. */
    static long id3Bytes(byte[] head) {
        boolean tag = head.length >= ID3_HEADER_BYTES && head[0] == 'I' && head[1] == 'D' && head[2] == '3';
        if (!tag || (head[6] | head[7] | head[8] | head[9]) < 0) {
            return 0;
        }
        int body = (head[6] << 21) | (head[7] << 14) | (head[8] << 7) | head[9];
        int footer = (head[5] & 0x10) != 0 ? ID3_HEADER_BYTES : 0;
        return (long) ID3_HEADER_BYTES + body + footer;
    }

    /** Some writers fill the last disk block. Looks ahead only from a zero byte, which starts neither frame nor tag. */
    static boolean isZeroToTheEnd(InputStream in) throws IOException {
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

    /** How long the tag is that begins here; 0 if none does. */
    static long bytes(InputStream in) throws IOException {
        byte[] head = ahead(in, APE_HEADER_BYTES);
        String text = latin1(head);
        if (text.startsWith("TAG")) {
            return text.startsWith("TAG+") ? EXTENDED_ID3V1_BYTES : ID3V1_BYTES;
        }
        if (text.startsWith("APETAGEX")) {
            return apeBytes(head);
        }
        return text.startsWith("LYRICSBEGIN") ? lyricsBytes(latin1(ahead(in, MOST_LYRICS_BYTES))) : id3Bytes(head);
    }

    /** APEv2 (wiki.hydrogenaud.io, "APE Tags Header"): its size leaves the header out. */
    private static long apeBytes(byte[] head) {
        if (head.length < APE_HEADER_BYTES) {
            return head.length;
        }
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        return APE_HEADER_BYTES + ((header.getInt(20) & APE_HEADER) != 0 ? header.getInt(12) & 0xFFFFFFFFL : 0);
    }

    /** Lyrics3 (id3.org, "Lyrics3v2") has its mark at its end; without one it goes to the end of the file. */
    private static long lyricsBytes(String rest) {
        return Stream.of("LYRICSEND", "LYRICS200")
                .flatMapToInt(mark -> IntStream.of(rest.indexOf(mark)))
                .filter(at -> at >= 0)
                .map(at -> at + "LYRICSEND".length())
                .min()
                .orElse(rest.length());
    }

    private static byte[] ahead(InputStream in, int bytes) throws IOException {
        in.mark(bytes);
        byte[] head = in.readNBytes(bytes);
        in.reset();
        return head;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
