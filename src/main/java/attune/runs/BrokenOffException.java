package attune.runs;

import java.io.IOException;
import java.nio.file.Path;

/** The disk refused in the middle of a run, which can be resumed. The cause says what it refused. */
public final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Exception refused;
    private final transient Path run;

    BrokenOffException(Exception refused, Path run) {
        super(refused.getMessage(), refused);
        this.refused = refused;
        this.run = run;
    }

    /** The same in the run that this one belongs to. */
    BrokenOffException in(Path folder) {
        return new BrokenOffException(refused, folder);
    }

    /**
     * What the disk refused.
     *
     * @return an {@link IOException} or {@link java.io.UncheckedIOException}
     */
    public Exception refused() {
        return refused;
    }

    /**
     * The run to resume.
     *
     * @return its folder
     */
    public Path run() {
        return run;
    }
}
