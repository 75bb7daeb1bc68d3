package attune.spark;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a job did; all that goes back from executors to the driver.
 *
 * @param already shards that were there before
 * @param shards transcribed
 * @param clips with a text
 * @param faults clips without one
 * @param seconds of sound transcribed
 */
record Tally(int already, int shards, int clips, int faults, double seconds) implements Serializable {

    static Tally already(int shards) {
        return new Tally(shards, 0, 0, 0, 0);
    }

    Tally plus(Tally other) {
        return new Tally(
                already + other.already,
                shards + other.shards,
                clips + other.clips,
                faults + other.faults,
                seconds + other.seconds);
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%d shards transcribed, %d were there: %d clips (%.2f hours) with a text, %d with a fault",
                shards,
                already,
                clips,
                seconds / 3600,
                faults);
    }
}
