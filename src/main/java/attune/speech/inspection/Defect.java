package attune.speech.inspection;

/**
 * What can be wrong with a clip. The limits were chosen on the shipped corpus and on 43 hours of other speech, read,
 * acted and synthetic: nearly all of their clips are within them.
 */
public enum Defect {
    /** The audio file is missing, damaged, not audio, or ends before the clip does. */
    UNREADABLE(Severity.REJECTED, "the sound cannot be read"),

    /** Its loud parts are below -60 dB of full scale: nothing was recorded, or channels cancel each other out. */
    SILENT(Severity.REJECTED, "there is no sound"),

    /** No transcript, or nothing is left of it once normalised. */
    NO_TEXT(Severity.REJECTED, "there is no text"),

    /** Its text has characters that the model cannot write. */
    UNKNOWN_CHARACTER(Severity.REJECTED, "the model lacks characters of the text"),

    /** CTC needs a frame a letter. */
    TOO_FEW_FRAMES(Severity.REJECTED, "the text is too long for the sound"),

    /** An earlier clip has the same sound and text. */
    TWICE(Severity.REJECTED, "given twice"),

    /** Another clip has the same sound with another text, so one of the texts is wrong: both clips are rejected. */
    OTHER_TEXT(Severity.REJECTED, "the same sound has another text, too"),

    /** The same sound is in a set that is held out. */
    HELD_OUT(Severity.REJECTED, "also held out"),

    /** The model hears something else, see {@link TextFit}. */
    DOUBTFUL_TEXT(Severity.DOUBTFUL, "the model hears something else"),

    /** Something in brackets, which as a word to be learnt would be wrong: {@code [laughter]}, {@code <unk>}. */
    NOTE_IN_TEXT(Severity.DOUBTFUL, "the text has notes in brackets"),

    /** The clip lasts several times as long as others with as long a text, or a fraction. */
    ODD_LENGTH(Severity.DOUBTFUL, "the length does not fit the text"),

    /** The manifest takes a part of a file of which there is no other clip. */
    PART_OF_FILE(Severity.DOUBTFUL, "the file is longer than the manifest says"),

    /** A recording rather than a clip: it takes memory, and its text is hard to place. */
    LONG(Severity.DOUBTFUL, "longer than two minutes"),

    /** Its loud parts are below -45 dB of full scale. */
    QUIET(Severity.DOUBTFUL, "hardly any sound"),

    /** Its peaks were cut off, see {@link attune.audio.SoundFacts#atPeakShare()}. */
    CLIPPED(Severity.DOUBTFUL, "the peaks are cut off"),

    /** It lacks the upper part of the frequencies that the other clips have. */
    NARROW_BAND(Severity.DOUBTFUL, "lacks high frequencies");

    /** What it means for training. */
    public enum Severity {
        /** The clip cannot be learnt from, or must not be. */
        REJECTED,
        /** A person should look at the clip. */
        DOUBTFUL
    }

    private final Severity severity;
    private final String title;

    Defect(Severity severity, String title) {
        this.severity = severity;
        this.title = title;
    }

    /**
     * What it means for training.
     *
     * @return whether the clip has to go
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What is wrong, for people.
     *
     * @return a few words that can follow "clips:"
     */
    public String title() {
        return title;
    }
}
