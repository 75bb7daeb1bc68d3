package attune.speech.live;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.speech.QuietPlace;

/**
 * How a stream is cut up.
 *
 * @param chunkSeconds how much sound the network is given at a time: less shows words sooner, but takes more work per
 *     second
 * @param pauseSeconds a segment ends once the network has recognised nothing for this long; if more than 30, it ends
 *     after 30 seconds, at the quietest place in their second half
 */
public record StreamSettings(double chunkSeconds, double pauseSeconds) {
    /** A third of a second from a word to the screen; long enough a pause to end a sentence, not a word. */
    public static final StreamSettings DEFAULT = new StreamSettings(0.3, 0.8);

    private static final double LONGEST_CHUNK = 10;

    /** Half of the pause is searched for its quietest place. */
    private static final double SHORTEST_PAUSE = 2 * QuietPlace.SECONDS;

    /** Refuses values out of range. */
    public StreamSettings {
        if (!(chunkSeconds > 0 && chunkSeconds <= LONGEST_CHUNK)) {
            throw new UserFault(
                    named("chunk"),
                    "must be above 0 and at most " + LONGEST_CHUNK + " seconds, not '" + chunkSeconds + "'",
                    "0.3 suits most");
        }
        if (!(pauseSeconds >= SHORTEST_PAUSE)) {
            throw new UserFault(
                    named("pause"),
                    "must be " + SHORTEST_PAUSE + " seconds or more, not '" + pauseSeconds + "'",
                    "0.8 suits most");
        }
    }
}
