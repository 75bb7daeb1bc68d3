package attune.transcripts;

import attune.files.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the text of a recording: plain text as it is, or what is said in SubRip or WebVTT subtitles, which are known by
 * their times ({@code 00:01:02,500 --> 00:01:04,000}), whatever the file's name. Of subtitles a line's text remains,
 * without tags, without notes in brackets such as {@code [music]}, and without the dash of a new speaker; the times are
 * dropped.
 */
public final class SubtitleText {
    private static final Pattern TIMES = Pattern.compile("^\\s*(\\d+:)?\\d{1,2}:\\d{2}[.,]\\d{1,3}\\s+-->\\s+.*");
    private static final Pattern TAGS = Pattern.compile("<[^<>]*>|\\{\\\\[^{}]*}");
    private static final Pattern NOTES = Pattern.compile("\\[[^\\[\\]]*]|\\([^()]*\\)|♪");
    private static final Pattern NEW_SPEAKER = Pattern.compile("^\\s*[-–—]\\s*");

    private SubtitleText() {}

    /**
     * Reads a file.
     *
     * @param file plain text, SubRip or WebVTT, in UTF-8
     * @return the text
     * @throws attune.fault.UserFault if it cannot be read
     */
    public static String read(Path file) {
        String text = TextFile.read(file, "text of the recording");
        List<String> lines = text.lines().toList();
        return lines.stream().anyMatch(line -> TIMES.matcher(line).matches()) ? spoken(lines) : text;
    }

    /** What stands between a line of times and the next blank line. */
    private static String spoken(List<String> lines) {
        List<String> spoken = new ArrayList<>();
        boolean inCue = false;
        for (String line : lines) {
            if (TIMES.matcher(line).matches()) {
                inCue = true;
            } else if (line.isBlank()) {
                inCue = false;
            } else if (inCue) {
                spoken.add(line);
            }
        }
        return spoken.stream()
                .map(line -> NEW_SPEAKER.matcher(line).replaceFirst(""))
                .map(line -> NOTES.matcher(TAGS.matcher(line).replaceAll(""))
                        .replaceAll("")
                        .strip())
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }
}
