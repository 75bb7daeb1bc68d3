import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** DeepSpeech's English alphabet: space, a to z, apostrophe. */
final class Alphabet {
    static final String LABELS = " abcdefghijklmnopqrstuvwxyz'";

    private Alphabet() {}

    /** As {@code ds_ctcdecoder} serialises it: a count, then each label's place, length and bytes. */
    static byte[] serialized() {
        ByteBuffer bytes = ByteBuffer.allocate(2 + 5 * LABELS.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) LABELS.length());
        for (int i = 0; i < LABELS.length(); i++) {
            bytes.putShort((short) i).putShort((short) 1).put((byte) LABELS.charAt(i));
        }
        return bytes.array();
    }

    /** As {@code alphabet.txt} beside a checkpoint has it. */
    static String file() {
        return "# letters of the English models\n" + String.join("\n", LABELS.split("")) + "\n# blank is the last\n";
    }
}
