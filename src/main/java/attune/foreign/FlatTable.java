package attune.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of Google's FlatBuffers (their {@code internals.md}): a place in the file that begins with the way back to its
 * vtable, which says where each slot lies. The few slots that are wanted are read where they lie, rather than through
 * generated classes: those check no offset. Offsets only lead forward, but for the one to a vtable, and a reader goes as
 * deep as it wants to, so that no file can lead it in a circle; every place is checked against the file's end.
 */
final class FlatTable {
    /** A forward offset, and the count in front of a vector. */
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

    /** The table that a file is. */
    static FlatTable root(Stretch file, String what) {
        return new FlatTable(file, Integer.toUnsignedLong(word(file, 0, what)), what);
    }

    private static int word(Stretch file, long at, String what) {
        return file.part(at, WORD, what).bytes().getInt(0);
    }

    /** Where a slot's value lies; 0 where it is left out and so has its default. */
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

    /** The numbers of a vector, so many bytes each; empty where there is none. */
    Stretch vector(int slot, int bytesEach) {
        long place = place(slot);
        if (place == 0) {
            return file.part(0, 0, what);
        }
        long begin = place + Integer.toUnsignedLong(word(file, place, what));
        long count = Integer.toUnsignedLong(word(file, begin, what));
        return file.part(begin + WORD, count * bytesEach, "a list in " + what);
    }

    /** The numbers of a vector of four bytes each; where there are more than {@code most}, the file is refused. */
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

    /** A table in this one. */
    Optional<FlatTable> table(int slot, String name) {
        long place = place(slot);
        return place == 0
                ? Optional.empty()
                : Optional.of(new FlatTable(file, place + Integer.toUnsignedLong(word(file, place, what)), name));
    }

    /** The tables of a vector; where there are more than {@code most}, the file is refused. */
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
                    0,
                    what + " has a list of " + vector.length() / WORD + ", more than the " + most
                            + " that are possible");
        }
    }
}
