package attune.annotations;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of a recording, in the order of time, from the formats people write it in. They are recognised by their
 * content, whatever the file's name:
 *
 * <ul>
 *   <li>SubRip and WebVTT subtitles: lines of times, {@code 00:01:02,500 --> 00:01:04,000};
 *   <li>Praat's TextGrid, long or short form, in UTF-8 or UTF-16;
 *   <li>ELAN's EAF;
 *   <li>Audacity's labels: start, end and text, a tab between them;
 *   <li>NIST's CTM: a line for each word with its time; each channel is a speaker;
 *   <li>anything else is plain text, and stays as it is.
 * </ul>
 *
 * <p>In all but plain text, tags, notes in brackets such as {@code [music]} and marks of silence are left out. Each
 * label becomes a line; labels of single words share one up to the next pause.
 *
 * <p>TextGrid and EAF have tiers. Which are read is decided by name, where a part of it says what they hold: first
 * sentences, utterances or phrases, then transcripts, orthography or text, then words; {@code Ann - words} and
 * {@code Bob - words} are read together. Otherwise it is the tier with the most letters and digits, in ELAN together with the tiers
 * of the same type that belong to other participants. Tiers whose names speak of phones, translations, glosses or notes
 * come last.
 */
public final class RecordingText {
    /** What a name promises must be found: as plain text, times and markup would count as words. */
    private static final Map<String, String> PROMISES = Map.of(
            "textgrid", "a TextGrid begins with File type = \"ooTextFile\"",
            "eaf", "ELAN's files are XML",
            "ctm", "a line of CTM is a recording, a channel, a start, a duration and a word",
            "srt", "subtitles have lines such as 00:00:01,000 --> 00:00:02,500",
            "vtt", "subtitles have lines such as 00:01.000 --> 00:02.500");

    private RecordingText() {}

    /**
     * Reads a file.
     *
     * @param file in one of the formats
     * @return its text
     * @throws attune.fault.UserFault if it cannot be read or is malformed
     */
    public static String read(Path file) {
        return read(Source.read(file), new TierChoice(""));
    }

    /**
     * Reads a file, of one with tiers the named one.
     *
     * @param file in one of the formats
     * @param tier the name of the tier to read, or a part of it that stands by itself; upper and lower case are alike
     * @return its text
     * @throws attune.fault.UserFault if it cannot be read or is malformed, or its tiers have other names
     */
    public static String read(Path file, String tier) {
        return read(Source.read(file), new TierChoice(tier));
    }

    /**
     * Whether a file has tiers to choose from.
     *
     * @param file in any of the formats
     * @return whether it is a TextGrid or ELAN's
     * @throws attune.fault.UserFault if it cannot be read
     */
    public static boolean hasTiers(Path file) {
        Source source = Source.read(file);
        return TextGridReader.recognises(source) || EafReader.recognises(source);
    }

    private static String read(Source source, TierChoice choice) {
        if (TextGridReader.recognises(source)) {
            return tiers(source, choice, TextGridReader.read(source));
        }
        if (EafReader.recognises(source)) {
            return tiers(source, choice, EafReader.read(source));
        }
        if (Subtitles.recognises(source)) {
            return Subtitles.read(source);
        }
        if (AudacityLabels.recognises(source)) {
            return SpokenLines.text(SpokenLines.lines(AudacityLabels.read(source)));
        }
        if (CtmReader.recognises(source)) {
            return SpokenLines.of(CtmReader.read(source));
        }
        String promise = PROMISES.get(source.ending());
        if (promise != null && !source.content().isBlank()) {
            throw source.fault(
                    "is not what its name says: it begins with " + Source.quoted(source.firstLine("\0")),
                    promise + "; save it again, or name plain text .txt");
        }
        return source.content();
    }

    private static String tiers(Source source, TierChoice choice, List<Tier> tiers) {
        return SpokenLines.of(choice.of(source, tiers));
    }
}
