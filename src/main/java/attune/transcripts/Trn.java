package attune.transcripts;

/**
 * NIST's transcript format, as sclite reads it: the text of an utterance followed by its id in brackets.
 * References and hypotheses are matched by their ids. Braces in a text would begin alternatives, brackets an id, a
 * single {@code @} is the null word and {@code ;;} a comment: they become underscores. Sclite reads non-ASCII text with
 * {@code -e utf-8}.
 */
public final class Trn {
    private Trn() {}

    static String write(ClipTranscript clip) {
        return line(clip.transcript().text(), clip.utterance().id()) + "\n";
    }

    /**
     * One utterance's line.
     *
     * @param text normalised; may be empty; what sclite would not take for words becomes underscores
     * @param id white space, control characters and brackets in it become underscores
     * @return the line without its end
     */
    public static String line(String text, String id) {
        String bracketed = "(" + bracketed(id) + ")";
        String words = text.replaceAll("[{}()]", "_").replaceAll("(?<!\\S)@(?!\\S)|^;;", "_");
        return words.isEmpty() ? bracketed : words + " " + bracketed;
    }

    /**
     * An id as written between the brackets.
     *
     * @param id any
     * @return the same with underscores for white space, control characters and brackets
     */
    public static String bracketed(String id) {
        return id.replaceAll("[\\s\\p{Cntrl}()]+", "_");
    }
}
