package attune.annotations;

import java.util.Set;
import java.util.regex.Pattern;

/** Leaves of a written line what is spoken. */
final class Said {
    /** Markup of subtitles, and words in angle brackets such as {@code <unk>} and the pauses {@code <p:>} of BAS. */
    private static final Pattern TAGS = Pattern.compile("<[^<>]*>|\\{\\\\[^{}]*}");

    private static final Pattern NOTES = Pattern.compile("\\[[^\\[\\]]*]|\\([^()]*\\)|♪");
    private static final Pattern NEW_SPEAKER = Pattern.compile("^\\s*(?:[-–—]|>{2,})\\s*");
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Labels of what is not speech, from Kaldi's and the Montreal Forced Aligner's lexica; @ is NIST's null word. */
    private static final Set<String> SILENCES = Set.of("sil", "sp", "spn", "SIL", "SP", "SPN", "@", "#");

    private Said() {}

    /** A line without tags, without notes in brackets such as {@code [music]}, and without the dash or {@code >>} of a new speaker. */
    static String of(String line) {
        return plain(withoutNotes(withoutTags(line)));
    }

    static String withoutTags(String text) {
        return TAGS.matcher(text).replaceAll("");
    }

    static String withoutNotes(String text) {
        return NOTES.matcher(text).replaceAll("");
    }

    /** A line without the mark of a new speaker, with single spaces; empty for a mark of silence. */
    static String plain(String line) {
        String words = NEW_SPEAKER.matcher(line).replaceFirst("");
        String single = SPACES.matcher(words).replaceAll(" ").strip();
        return SILENCES.contains(single) ? "" : single;
    }
}
