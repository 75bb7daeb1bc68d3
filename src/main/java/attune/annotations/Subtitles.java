package attune.annotations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SubRip and WebVTT, known by their lines of times. */
final class Subtitles {
    private static final Pattern TIMES = Pattern.compile("^\\s*(\\d+:)?\\d{1,2}:\\d{2}[.,]\\d{1,3}\\s+-->\\s+.*");

    private Subtitles() {}

    static boolean recognises(Source source) {
        return source.content().lines().anyMatch(line -> TIMES.matcher(line).matches());
    }

    /** What stands between a line of times and the next blank line. */
    static String read(Source source) {
        List<String> spoken = new ArrayList<>();
        boolean inCue = false;
        boolean escaped = source.content().startsWith("WEBVTT");
        for (String line : source.lines()) {
            if (TIMES.matcher(line).matches()) {
                inCue = true;
            } else if (line.isBlank()) {
                inCue = false;
            } else if (inCue) {
                spoken.add(Said.of(escaped ? unescaped(line) : line));
            }
        }
        return spoken.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** The character references of WebVTT (w3.org/TR/webvtt1, section 4.2.2). */
    private static String unescaped(String line) {
        return line.replaceAll("&(?:nbsp|lrm|rlm);", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
