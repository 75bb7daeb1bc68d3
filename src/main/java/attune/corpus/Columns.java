package attune.corpus;

/**
 * Which columns of a table hold the audio files and the texts.
 *
 * @param audio the name of the one; empty to find it by its name and by what is in it
 * @param text the name of the other; empty to find it by its name
 */
public record Columns(String audio, String text) {
    /** Both are found by themselves. */
    public static final Columns OBVIOUS = new Columns("", "");

    boolean areNamed() {
        return !audio.isEmpty() || !text.isEmpty();
    }
}
