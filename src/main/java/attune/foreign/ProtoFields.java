package attune.foreign;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one protocol buffer message, one after the other. TensorFlow's messages are few and stable, so they are
 * read field by field rather than through generated classes, which would also copy every weight.
 */
final class ProtoFields {
    private final Stretch message;
    private final String what;
    private final CodedInputStream in;
    private int number;
    private long integer;
    private Stretch bytes;

    /** Starts before the first field; {@code what} names the message in faults. */
    ProtoFields(Stretch message, String what) {
        this.message = message;
        this.what = what;
        this.in = CodedInputStream.newInstance(message.bytes().duplicate());
        this.bytes = message;
    }

    /** Goes to the next field; false after the last. */
    boolean next() {
        int at = in.getTotalBytesRead();
        try {
            int tag = in.readTag();
            if (tag == 0) {
                return false;
            }
            number = WireFormat.getTagFieldNumber(tag);
            read(WireFormat.getTagWireType(tag));
            return true;
        } catch (IOException e) {
            throw message.fault(at, what + " is damaged (" + e.getMessage() + ")");
        }
    }

    private void read(int type) throws IOException {
        integer = 0;
        bytes = message.part(0, 0, what);
        switch (type) {
            case WireFormat.WIRETYPE_VARINT -> integer = in.readRawVarint64();
            case WireFormat.WIRETYPE_FIXED32 -> integer = Integer.toUnsignedLong(in.readRawLittleEndian32());
            case WireFormat.WIRETYPE_FIXED64 -> integer = in.readRawLittleEndian64();
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                int length = in.readRawVarint32();
                bytes = message.part(in.getTotalBytesRead(), length, "a field of " + what);
                in.skipRawBytes(length);
            }
            default -> throw message.fault(in.getTotalBytesRead(), what + " has a field of type " + type);
        }
    }

    /** The field's number. */
    int number() {
        return number;
    }

    /** The value of a number; 0 for other fields. */
    long integer() {
        return integer;
    }

    /** The value of a string, message or packed list; empty for other fields. */
    Stretch bytes() {
        return bytes;
    }

    /** The values of a list of whole numbers, packed or one at a time. */
    List<Long> integers() {
        if (bytes.length() == 0) {
            return List.of(integer);
        }
        List<Long> values = new ArrayList<>();
        CodedInputStream packed = CodedInputStream.newInstance(bytes.bytes().duplicate());
        try {
            while (!packed.isAtEnd()) {
                values.add(packed.readRawVarint64());
            }
        } catch (IOException e) {
            throw bytes.fault(packed.getTotalBytesRead(), what + " is damaged (" + e.getMessage() + ")");
        }
        return values;
    }

    String text() {
        return bytes.text("a name in " + what);
    }
}
