package attune.lm;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * A vocabulary whose tokens are numbered in the order of their UTF-8 bytes, so that the bytes themselves, in memory or in
 * a mapped file, are the index.
 */
final class SortedVocabulary implements Vocabulary {
    private final IntBuffer offsets;
    private final ByteBuffer bytes;
    private final int unknown;
    private final int end;
    private final int begin;

    /**
     * A vocabulary over buffers that hold one.
     *
     * @param offsets where each token begins in the bytes, and where the last one ends
     * @param bytes all tokens in UTF-8, in increasing order
     */
    SortedVocabulary(IntBuffer offsets, ByteBuffer bytes) {
        this.offsets = offsets;
        this.bytes = bytes;
        this.unknown = index(SpecialTokens.UNKNOWN);
        this.end = index(SpecialTokens.END);
        this.begin = index(SpecialTokens.BEGIN);
        if (unknown < 0 || end < 0 || begin < 0) {
            throw new IllegalArgumentException("a vocabulary needs <unk>, <s> and </s>");
        }
    }

    /**
     * A vocabulary of these tokens and the special ones.
     *
     * @param tokens in any order; none twice
     * @return their vocabulary
     */
    static SortedVocabulary of(Collection<String> tokens) {
        String[] special = {SpecialTokens.UNKNOWN, SpecialTokens.BEGIN, SpecialTokens.END};
        byte[][] sorted = Stream.concat(tokens.stream(), Arrays.stream(special))
                .distinct()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
        int[] offsets = new int[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], sorted[i].length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(offsets[sorted.length]);
        for (byte[] token : sorted) {
            bytes.put(token);
        }
        return new SortedVocabulary(IntBuffer.wrap(offsets), bytes.flip());
    }

    @Override
    public int size() {
        return offsets.limit() - 1;
    }

    @Override
    public int token(String text) {
        int index = index(text);
        return index < 0 ? unknown : index;
    }

    @Override
    public String text(int token) {
        byte[] text = new byte[offsets.get(token + 1) - offsets.get(token)];
        bytes.get(offsets.get(token), text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public int unknown() {
        return unknown;
    }

    @Override
    public int end() {
        return end;
    }

    /** The beginning of a sentence, which only histories have. */
    int begin() {
        return begin;
    }

    IntBuffer offsets() {
        return offsets.duplicate();
    }

    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** The second of the first two neighbours that are not in increasing order; if there are none, the size. */
    int firstOutOfOrder() {
        for (int token = 1; token < size(); token++) {
            byte[] before = text(token - 1).getBytes(StandardCharsets.UTF_8);
            if (compare(token, before) <= 0) {
                return token;
            }
        }
        return size();
    }

    private int index(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, wanted);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private int compare(int token, byte[] wanted) {
        int begin = offsets.get(token);
        int length = offsets.get(token + 1) - begin;
        int common = Math.min(length, wanted.length);
        for (int i = 0; i < common; i++) {
            int order = Byte.compareUnsigned(bytes.get(begin + i), wanted[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(length, wanted.length);
    }
}
