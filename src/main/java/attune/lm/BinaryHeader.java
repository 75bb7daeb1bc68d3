package attune.lm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 32 bytes of a binary model: {@code ATTUNELM}, then six 32-bit little-endian integers, the format's version
 * first. They determine where everything else is: the sections of {@link Section} in their order, each beginning at a
 * multiple of eight bytes, and last the CRC-32C of all before as a 64-bit integer.
 *
 * @param order longest n-gram
 * @param vocabulary tokens
 * @param vocabularyBytes their texts' bytes
 * @param arcs n-grams
 * @param states histories
 */
record BinaryHeader(int order, int vocabulary, int vocabularyBytes, int arcs, int states) {
    static final int BYTES = 32;
    static final int CHECKSUM_BYTES = 8;
    static final int VERSION = 1;
    private static final byte[] MAGIC = "ATTUNELM".getBytes(StandardCharsets.US_ASCII);

    /** The sections in file order; each is described at {@link NgramModel.Tables}. */
    enum Section {
        VOCABULARY_OFFSETS,
        VOCABULARY_BYTES,
        TOKENS,
        LOG_PROBS,
        NEXTS,
        FIRST_ARCS,
        BACKOFFS,
        SHORTER
    }

    static boolean isMagic(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static int version(ByteBuffer header) {
        return header.order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC.length);
    }

    static BinaryHeader of(NgramModel.Tables tables) {
        return new BinaryHeader(
                tables.order(),
                tables.vocabulary().size(),
                tables.vocabulary().bytes().limit(),
                tables.arcs(),
                tables.states());
    }

    static BinaryHeader read(ByteBuffer header) {
        header.order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length + Integer.BYTES);
        return new BinaryHeader(header.getInt(), header.getInt(), header.getInt(), header.getInt(), header.getInt());
    }

    ByteBuffer write() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(order)
                .putInt(vocabulary)
                .putInt(vocabularyBytes)
                .putInt(arcs)
                .putInt(states)
                .flip();
    }

    /** Whether the numbers could be a model's at all; a vocabulary has at least the three special tokens. */
    boolean isPlausible() {
        return order >= 1
                && order <= ArpaReader.LONGEST
                && vocabulary >= 3
                && vocabularyBytes >= 3
                && arcs >= vocabulary
                && states >= 1;
    }

    /** A section's length without its padding to eight bytes. */
    long bytes(Section section) {
        return switch (section) {
            case VOCABULARY_OFFSETS -> (vocabulary + 1L) * Integer.BYTES;
            case VOCABULARY_BYTES -> vocabularyBytes;
            case TOKENS, LOG_PROBS, NEXTS -> (long) arcs * Integer.BYTES;
            case FIRST_ARCS -> (states + 1L) * Integer.BYTES;
            case BACKOFFS, SHORTER -> (long) states * Integer.BYTES;
        };
    }

    /** Where a section begins. */
    long begin(Section section) {
        long begin = BYTES;
        for (Section before : Section.values()) {
            if (before == section) {
                break;
            }
            begin += padded(bytes(before));
        }
        return begin;
    }

    /** Where the checksum begins. */
    long checksumBegin() {
        return begin(Section.SHORTER) + padded(bytes(Section.SHORTER));
    }

    static long padded(long bytes) {
        return (bytes + 7) / 8 * 8;
    }
}
