package attune.exchange;

import java.io.IOException;

/** Another rank has ended, so that this one cannot go on. The work can be resumed from its last checkpoint. */
public final class RankLostException extends IOException {
    private static final long serialVersionUID = 1L;

    RankLostException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether a failure comes of a lost rank.
     *
     * @param failure any
     * @return true if this is among its causes
     */
    public static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RankLostException) {
                return true;
            }
        }
        return false;
    }
}
