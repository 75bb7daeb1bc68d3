package attune.speech.live;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.speech.QuietPlace;

/**
 * How a stream is heard.
 *
 * @param chunkSeconds how much sound the network is given at a time: the less, the sooner a word shows and the more work
 *     each second is
 * @param pauseSeconds a segment ends once the network has heard nothing for so long; where that is more than 30, it ends
 *     after 30 seconds, where it is quietest in their second half
 */
public record StreamSettings(double chunkSeconds, double pauseSeconds) {
    /** A third of a second from a word to the screen; sentences end, words do not. */
    public static final StreamSettings DEFAULT = new StreamSettings(0.3, 0.8);

    private static final double LONGEST_CHUNK = 10;

    /** Half of the pause is searched for its quietest place. */
    private static final double SHORTEST_PAUSE = 2 * QuietPlace.SECONDS;

    /** Refuses values out of range. */
    public StreamSettings {
        if (!(chunkSeconds > 0 && chunkSeconds <= LONGEST_CHUNK)) {
            throw new UserFault(
                    named("chunk"),
                    "'" + chunkSeconds + "' is not above 0 and at most " + LONGEST_CHUNK + " seconds",
                    "0.3 suits most");
        }
        if (!(pauseSeconds >= SHORTEST_PAUSE)) {
            throw new UserFault(
                    named("pause"),
                    "'" + pauseSeconds + "' is not " + SHORTEST_PAUSE + " seconds or more",
                    "0.8 suits most");
        }
    }
}
