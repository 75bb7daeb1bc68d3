package attune.server;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;

/**
 * What a server allows its clients.
 *
 * @param bodyBytes how large a request may be
 * @param soundSeconds how long a recording may be
 * @param ffmpegSeconds processor time that ffmpeg may take for a recording
 * @param queue transcriptions at once, those that wait included
 * @param perKey the same for each API key
 * @param uploads requests whose bodies are being received at once
 * @param live live sessions at once
 * @param sessionSeconds sound that a live session may send
 * @param idleSeconds how long a client may neither send nor take anything
 * @param bytesPerSecond how fast a body must come at least
 * @param answerSeconds how long a transcription may take, and the server to stop
 */
public record Limits(
        long bodyBytes,
        double soundSeconds,
        int ffmpegSeconds,
        int queue,
        int perKey,
        int uploads,
        int live,
        double sessionSeconds,
        int idleSeconds,
        int bytesPerSecond,
        int answerSeconds) {
    /** OpenAI's size; the rest suits a few people or one telephone system. */
    public static final Limits DEFAULT = new Limits(
            25L << 20, 3600, 60, 64, 16, 16, 8 * Runtime.getRuntime().availableProcessors(), 4 * 3600, 60, 1000, 600);

    private static final int MOST_MIB = 1 << 20;
    private static final int MOST_AT_ONCE = 10_000;

    /** Refuses what would let nobody in, or more than any machine could take. */
    public Limits {
        requirePositive("maxBody", bodyBytes / (double) (1 << 20));
        requireAtMost("maxBody", bodyBytes >> 20, MOST_MIB);
        requireAtMost("queue", queue, MOST_AT_ONCE);
        requireAtMost("live", live, MOST_AT_ONCE);
        requirePositive("maxSound", soundSeconds);
        requirePositive("ffmpegTime", ffmpegSeconds);
        requirePositive("queue", queue);
        requirePositive("perKey", perKey);
        requirePositive("uploads", uploads);
        requirePositive("live", live);
        requirePositive("maxSession", sessionSeconds);
        requirePositive("idle", idleSeconds);
        requirePositive("minRate", bytesPerSecond);
        requirePositive("maxAnswer", answerSeconds);
    }

    private static void requireAtMost(String name, long value, long most) {
        if (value > most) {
            throw new UserFault(
                    named(name), "must be at most " + most + ", not " + value, "leave it out for the default");
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            String shown = value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
            throw new UserFault(named(name), "must be above 0, not " + shown, "leave it out for the default");
        }
    }
}
