package attune.transcripts;

import attune.decoding.Word;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * NIST's CTM, as sclite reads it: {@code recording channel start duration word confidence} on a line for each word.
 * Sound is mixed to one channel before it is recognised, so the channel is always 1. What sclite would take for something
 * else is written with underscores: a name that begins like a comment ({@code ;;}), the null word {@code @} and the marks
 * of alternatives ({@code <ALT>}). It reads non-ASCII text with {@code -e utf-8}.
 */
public final class Ctm {
    private Ctm() {}

    static String write(ClipTranscript clip) {
        return lines(clip).stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    /**
     * A clip's lines.
     *
     * @param clip any
     * @return one for each word, in order
     */
    public static List<Line> lines(ClipTranscript clip) {
        String recording = field(clip.name().recording()).replaceFirst("^;;", "__");
        return clip.words().stream().map(word -> line(recording, word)).toList();
    }

    private static Line line(String recording, Word word) {
        String text = String.format(
                Locale.ROOT,
                "%s 1 %.3f %.3f %s %.4f",
                recording,
                word.startSeconds(),
                word.endSeconds() - word.startSeconds(),
                word(field(word.text())),
                word.confidence());
        return new Line(recording, word.startSeconds(), text);
    }

    private static String word(String text) {
        return switch (text) {
            case "@" -> "_";
            case "<ALT_BEGIN>", "<ALT>", "<ALT_END>" -> text.replaceAll("[<>]", "_");
            default -> text;
        };
    }

    /** Fields end at white space, whatever it is. */
    private static String field(String text) {
        return text.replaceAll("\\s+", "_");
    }

    /**
     * One line.
     *
     * @param recording its first field
     * @param startSeconds its third
     * @param text the line without its end
     */
    public record Line(String recording, double startSeconds, String text) implements Comparable<Line> {
        private static final Comparator<Line> ORDER = Comparator.comparing(
                        Line::recordingBytes, Arrays::compareUnsigned)
                .thenComparingDouble(Line::startSeconds);

        private byte[] recordingBytes() {
            return recording.getBytes(StandardCharsets.UTF_8);
        }

        /** The order that sclite insists on: by recording (its bytes), channel and time. */
        @Override
        public int compareTo(Line other) {
            return ORDER.compare(this, other);
        }
    }
}
