package attune.progress;

import java.nio.file.Path;
import java.util.Optional;

/** Work that has ended early because {@link Progress#stopRequested() somebody wanted it to}; nothing is wrong. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String where;
    private final transient Optional<Path> run;

    /**
     * An early end of work that must be done again.
     *
     * @param where how far the work had come, such as {@code in epoch 3 of 12}
     */
    public StoppedException(String where) {
        this(where, Optional.empty());
    }

    private StoppedException(String where, Optional<Path> run) {
        super("stopped " + where);
        this.where = where;
        this.run = run;
    }

    /**
     * The same in a run that can be resumed.
     *
     * @param folder of the run, whose plan has been written
     * @return to be thrown in place of this
     */
    public StoppedException in(Path folder) {
        return new StoppedException(where, Optional.of(folder));
    }

    /**
     * The run to resume.
     *
     * @return its folder; empty where the work is simply done again
     */
    public Optional<Path> run() {
        return run;
    }
}
