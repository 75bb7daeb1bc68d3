package attune.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of Google's FlatBuffers (their {@code internals.md}): a position in the file that begins with the offset back
 * to its vtable, which gives the position of each slot. The few slots needed are read in place, rather than through
 * generated classes, which do not check offsets. Offsets only lead forward, except the one to a vtable, and the reader
 * limits its own depth, so no file can lead it in a circle; every position is checked against the file's end.
 */
final class FlatTable {
    /** A forward offset, and the count preceding a vector. */
    private static final int WORD = 4;

    private final Stretch file;
    private final long at;
    private final Stretch vtable;
    private final String what;

    private FlatTable(Stretch file, long at, String what) {
        this.file = file;
        this.at = at;
        this.what = what;
        long vtableAt = at - word(file, at, what);
        int size = file.part(vtableAt, Short.BYTES, "the vtable of " + what)
                .bytes()
                .getShort(0);
        this.vtable = file.part(vtableAt, Short.toUnsignedInt((short) size), "the vtable of " + what);
    }

    /** The root table of a file. */
    static FlatTable root(Stretch file, String what) {
        return new FlatTable(file, Integer.toUnsignedLong(word(file, 0, what)), what);
    }

    private static int word(Stretch file, long at, String what) {
        return file.part(at, WORD, what).bytes().getInt(0);
    }

    /** The position of a slot's value; 0 if it is omitted and so has its default. */
    private long place(int slot) {
        int entry = (2 + slot) * Short.BYTES;
        if (vtable.length() < entry + Short.BYTES) {
            return 0;
        }
        int offset = Short.toUnsignedInt(vtable.bytes().getShort(entry));
        return offset == 0 ? 0 : at + offset;
    }

    /** A number of one byte. */
    int byteAt(int slot, int byDefault) {
        long place = place(slot);
        return place == 0 ? byDefault : file.part(place, 1, what).bytes().get(0);
    }

    /** A number of four bytes. */
    int intAt(int slot, int byDefault) {
        long place = place(slot);
        return place == 0 ? byDefault : word(file, place, what);
    }

    /** The numbers of a vector, of the given size in bytes; empty if there is none. */
    Stretch vector(int slot, int bytesEach) {
        long place = place(slot);
        if (place == 0) {
            return file.part(0, 0, what);
        }
        long begin = place + Integer.toUnsignedLong(word(file, place, what));
        long count = Integer.toUnsignedLong(word(file, begin, what));
        return file.part(begin + WORD, count * bytesEach, "a list in " + what);
    }

    /** The numbers of a vector of four bytes each; a file with more than {@code most} is refused. */
    List<Integer> ints(int slot, int most) {
        Stretch vector = vector(slot, WORD);
        refuseMore(vector, most);
        List<Integer> ints = new ArrayList<>();
        for (int i = 0; i < vector.length(); i += WORD) {
            ints.add(vector.bytes().getInt(i));
        }
        return ints;
    }

    String text(int slot) {
        return vector(slot, 1).text("a name in " + what);
    }

    /** A nested table. */
    Optional<FlatTable> table(int slot, String name) {
        long place = place(slot);
        return place == 0
                ? Optional.empty()
                : Optional.of(new FlatTable(file, place + Integer.toUnsignedLong(word(file, place, what)), name));
    }

    /** The tables of a vector; a file with more than {@code most} is refused. */
    List<FlatTable> tables(int slot, int most, String name) {
        Stretch vector = vector(slot, WORD);
        refuseMore(vector, most);
        List<FlatTable> tables = new ArrayList<>();
        for (int i = 0; i < vector.length(); i += WORD) {
            long place = vector.offset() + i - file.offset();
            tables.add(new FlatTable(
                    file, place + Integer.toUnsignedLong(vector.bytes().getInt(i)), name + " " + tables.size()));
        }
        return tables;
    }

    private void refuseMore(Stretch vector, int most) {
        if (vector.length() / WORD > Math.max(0, most)) {
            throw vector.fault(
                    0, what + " has a list of " + vector.length() / WORD + ", more than the " + most + " possible");
        }
    }
}
