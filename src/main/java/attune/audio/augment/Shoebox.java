package attune.audio.augment;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A rectangular room with a speaker and a microphone in it, lengths in metres.
 *
 * @param size its sides
 * @param speaker where the sound comes from
 * @param microphone where it goes to
 * @param reflection the share of the pressure that every wall reflects, from 0 to below 1
 * @param reverberationSeconds time for sound to fall by 60 dB (RT60)
 */
record Shoebox(Point size, Point speaker, Point microphone, double reflection, double reverberationSeconds) {
    /** Speed of sound at 20 °C, in metres a second. */
    static final double SPEED_OF_SOUND = 343;

    private static final double FROM_WALL = 0.4;

    /** A place in the room, from a corner. */
    record Point(double x, double y, double z) {
        boolean within(Point size) {
            return FROM_WALL < x
                    && x < size.x - FROM_WALL
                    && FROM_WALL < y
                    && y < size.y - FROM_WALL
                    && FROM_WALL < z
                    && z < size.z - FROM_WALL;
        }
    }

    /** A room whose walls give this reverberation. */
    static Shoebox of(Point size, Point speaker, Point microphone, double reverberationSeconds) {
        return new Shoebox(
                size, speaker, microphone, new Decay(size).reflection(reverberationSeconds), reverberationSeconds);
    }

    /** From a box room to a large office, the speaker from half an arm's length to across a table away. */
    static Shoebox drawn(Chance reverberation, SplittableRandom random) {
        double seconds = reverberation.value(random);
        Point size = new Point(random.nextDouble(2.5, 9), random.nextDouble(2.5, 7), random.nextDouble(2.3, 3.6));
        Point microphone = new Point(
                random.nextDouble(FROM_WALL, size.x - FROM_WALL),
                random.nextDouble(FROM_WALL, size.y - FROM_WALL),
                random.nextDouble(0.7, 1.6));
        Point speaker;
        do {
            double away = random.nextDouble(0.3, 2.5);
            double direction = random.nextDouble(2 * Math.PI);
            speaker = new Point(
                    microphone.x + away * Math.cos(direction),
                    microphone.y + away * Math.sin(direction),
                    random.nextDouble(1, 1.8));
        } while (!speaker.within(size));
        return of(size, speaker, microphone, seconds);
    }

    String text() {
        return String.format(
                Locale.ROOT, "%.1f x %.1f x %.1f m, RT60 %.2f s", size.x, size.y, size.z, reverberationSeconds);
    }
}
