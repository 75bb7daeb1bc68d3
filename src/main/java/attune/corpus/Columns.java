package attune.corpus;

import static attune.fault.Parameter.named;

import java.util.Optional;

/**
 * Which columns of a table hold the audio files and the texts and, where a row is a piece of a recording, its times. An
 * empty name stands for the column that is obviously meant.
 *
 * @param audio found by its name and by what is in it
 * @param text found by its name
 * @param start where in its recording a piece begins; found, together with the end, by its name and by what is in it
 * @param end where it ends
 */
public record Columns(String audio, String text, String start, String end) {
    /** All are found by themselves. */
    public static final Columns OBVIOUS = new Columns("", "");

    /**
     * Columns of a table whose rows are whole recordings, unless it obviously has times.
     *
     * @param audio empty to find it
     * @param text empty to find it
     */
    public Columns(String audio, String text) {
        this(audio, text, "", "");
    }

    boolean areNamed() {
        return parameter().isPresent();
    }

    boolean timesAreNamed() {
        return !start.isEmpty() || !end.isEmpty();
    }

    /** The first that has a name, as a parameter for a message. */
    Optional<String> parameter() {
        if (!audio.isEmpty()) {
            return Optional.of(named("audioColumn"));
        }
        if (!text.isEmpty()) {
            return Optional.of(named("textColumn"));
        }
        if (!start.isEmpty()) {
            return Optional.of(named("startColumn"));
        }
        return end.isEmpty() ? Optional.empty() : Optional.of(named("endColumn"));
    }
}
