package attune.transcripts;

/**
 * NIST's transcript format, as sclite reads it: the text of an utterance and behind it the utterance's id in brackets.
 * References and hypotheses are matched by their ids.
 */
public final class Trn {
    private Trn() {}

    static String write(ClipTranscript clip) {
        return line(clip.transcript().text(), clip.utterance().id()) + "\n";
    }

    /**
     * One utterance's line.
     *
     * @param text normalised; may be empty
     * @param id white space and brackets in it become underscores
     * @return the line without its end
     */
    public static String line(String text, String id) {
        String bracketed = "(" + bracketed(id) + ")";
        return text.isEmpty() ? bracketed : text + " " + bracketed;
    }

    /**
     * An id as it stands between the brackets.
     *
     * @param id any
     * @return the same with underscores for white space and brackets
     */
    public static String bracketed(String id) {
        return id.replaceAll("[\\s()]+", "_");
    }
}
