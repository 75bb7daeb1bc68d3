package attune.annotations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SubRip and WebVTT, known by their lines of times. */
final class Subtitles {
    private static final Pattern TIMES = Pattern.compile("^\\s*(\\d+:)?\\d{1,2}:\\d{2}[.,]\\d{1,3}\\s+-->\\s+.*");

    private Subtitles() {}

    static boolean recognises(Source source) {
        return source.content().lines().anyMatch(line -> TIMES.matcher(line).matches());
    }

    /** What stands between a line of times and the next blank line. */
    static String read(Source source) {
        List<StringBuilder> cues = new ArrayList<>();
        boolean inCue = false;
        for (String line : source.lines()) {
            if (TIMES.matcher(line).matches()) {
                inCue = true;
                cues.add(new StringBuilder());
            } else if (line.isBlank()) {
                inCue = false;
            } else if (inCue) {
                cues.get(cues.size() - 1).append(line).append('\n');
            }
        }
        boolean escaped = source.content().startsWith("WEBVTT");
        return cues.stream()
                .flatMap(cue -> spoken(cue.toString(), escaped))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The lines of a cue, in which tags and notes may go over several; what is escaped is no tag. */
    private static Stream<String> spoken(String cue, boolean escaped) {
        String bare = Said.withoutTags(cue);
        return Said.withoutNotes(escaped ? unescaped(bare) : bare).lines().map(Said::plain);
    }

    /** The character references of WebVTT (w3.org/TR/webvtt1, section 4.2.2). */
    private static String unescaped(String line) {
        return line.replaceAll("&(?:nbsp|lrm|rlm);", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
