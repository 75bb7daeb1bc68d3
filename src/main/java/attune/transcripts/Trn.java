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
        String bracketed = "(" + id.replaceAll("[\\s()]+", "_") + ")";
        return text.isEmpty() ? bracketed : text + " " + bracketed;
    }
}
