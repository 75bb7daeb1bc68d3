package attune.audio;

import java.io.IOException;

/**
 * A file's bytes break the rules of its format. Does not know the file's name: the code that opened the file adds it.
 */
final class DamagedAudio extends IOException {
    private static final long serialVersionUID = 1L;

    /** The remedy for a broken copy. */
    static final String FETCH_AGAIN = "fetch or export the file again";

    private final String remedy;

    DamagedAudio(String problem) {
        this(problem, FETCH_AGAIN);
    }

    DamagedAudio(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    DamagedAudio(String problem, Throwable cause) {
        super(problem, cause);
        this.remedy = FETCH_AGAIN;
    }

    /** The fault of a file that ends before what its header promises. */
    static DamagedAudio cutShort(String what, long promised, long found, String unit) {
        return new DamagedAudio("is cut short: " + what + " promises " + promised + " " + unit + " but the file holds "
                + found + " (" + (promised - found) + " missing)");
    }

    String remedy() {
        return remedy;
    }
}
