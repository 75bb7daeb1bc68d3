package attune.evaluation;

/** What an alignment says about one place. */
public enum EditOperation {
    /** Said and recognised. */
    CORRECT(' '),
    /** Recognised as something else. */
    SUBSTITUTION('S'),
    /** Said but not recognised. */
    DELETION('D'),
    /** Recognised but not said. */
    INSERTION('I');

    private final char letter;

    EditOperation(char letter) {
        this.letter = letter;
    }

    /** The mark of this operation under an aligned text, blank for what is correct, as NIST's sclite has it. */
    char letter() {
        return letter;
    }
}
