package attune.transcripts;

/** The forms in which transcripts can be written. */
public enum TranscriptFormat {
    /** The text on a line. */
    TXT("txt", true),
    /** A line of JSON, see {@link JsonLine}. */
    JSON("json", true),
    /** SubRip subtitles. */
    SRT("srt", false),
    /** WebVTT subtitles. */
    VTT("vtt", false),
    /** NIST's time-marked conversation: a line for each word. */
    CTM("ctm", true),
    /** NIST's transcripts: the text and the utterance's id in brackets. */
    TRN("trn", true),
    /** Praat's TextGrid, with a tier of words and one of characters. */
    TEXTGRID("TextGrid", false);

    private final String ending;
    private final boolean holdsSeveral;

    TranscriptFormat(String ending, boolean holdsSeveral) {
        this.ending = ending;
        this.holdsSeveral = holdsSeveral;
    }

    /**
     * The extension of such files.
     *
     * @return without a dot
     */
    public String ending() {
        return ending;
    }

    /**
     * Whether the transcripts of several clips, one after another, are a valid file again.
     *
     * @return false for formats that have a head, or times of one recording only
     */
    public boolean holdsSeveral() {
        return holdsSeveral;
    }

    /**
     * Writes a clip's transcript.
     *
     * @param clip any
     * @return whole lines, or nothing where the form has nothing to say about a clip without words
     */
    public String write(ClipTranscript clip) {
        return switch (this) {
            case TXT -> clip.transcript().text() + "\n";
            case JSON -> JsonLine.of(clip, false);
            case SRT -> Srt.write(clip);
            case VTT -> WebVtt.write(clip);
            case CTM -> Ctm.write(clip);
            case TRN -> Trn.write(clip);
            case TEXTGRID -> TextGrid.write(clip);
        };
    }
}
