package attune.annotations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NIST's time-marked conversation (SCTK, "infmts"): recording, channel, start, duration, word and, optionally,
 * confidence and more on a line for each word; a line that begins with {@code ;;} is a comment. Of alternatives
 * ({@code <ALT_BEGIN>}, {@code <ALT>}, {@code <ALT_END>}, without times) the first is read.
 * Channels are speakers.
 */
final class CtmReader {
    private static final String COMMENT = ";;";

    private static final Pattern WORD = Pattern.compile("\\s*(?<recording>\\S+)\\s+(?<channel>\\d{1,2}|[A-Za-z])\\s+"
            + "(?<start>\\d+(?:\\.\\d*)?|\\.\\d+)\\s+(?<duration>\\d+(?:\\.\\d*)?|\\.\\d+)\\s+(?<word>\\S+)(?:\\s.*)?");

    private static final Pattern ALTERNATIVE =
            Pattern.compile("\\s*\\S+\\s+\\S+\\s+\\*\\s+\\*\\s+<(?<mark>ALT|ALT_BEGIN|ALT_END)>\\s*.*");

    private final Source source;
    private final Set<String> recordings = new LinkedHashSet<>();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String recording, String channel, Label label) {}

    private CtmReader(Source source) {
        this.source = source;
    }

    /** Whether the first line is one; whole numbers alone for both times would rather be a list. */
    static boolean recognises(Source source) {
        String first = source.firstLine(COMMENT);
        Matcher word = WORD.matcher(first);
        return word.matches() ? (word.group("start") + word.group("duration")).contains(".") : begins(first);
    }

    private static boolean begins(String line) {
        Matcher mark = ALTERNATIVE.matcher(line);
        return mark.matches() && mark.group("mark").equals("ALT_BEGIN");
    }

    static List<Tier> read(Source source) {
        return new CtmReader(source).read();
    }

    private List<Tier> read() {
        List<String> lines = source.lines();
        boolean skipping = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher mark = ALTERNATIVE.matcher(line);
            if (mark.matches()) {
                skipping = mark.group("mark").equals("ALT"); // all but the first alternative
            } else if (!skipping && !line.isBlank() && !line.startsWith(COMMENT)) {
                word(i + 1, line);
            }
        }
        return ofOneRecording();
    }

    private void word(int number, String line) {
        Matcher word = WORD.matcher(line);
        if (!word.matches()) {
            throw source.fault(
                    number,
                    "found " + Source.quoted(line) + " in CTM",
                    "a line is a recording, a channel, a start and a duration in seconds, and a word");
        }
        double start = Double.parseDouble(word.group("start"));
        double end = start + Double.parseDouble(word.group("duration"));
        recordings.add(word.group("recording"));
        entries.add(
                new Entry(word.group("recording"), word.group("channel"), new Label(start, end, word.group("word"))));
    }

    /** A file of several recordings may lie beside one of them, which then has its name. */
    private List<Tier> ofOneRecording() {
        String own = recordings.size() == 1 ? recordings.iterator().next() : source.baseName();
        if (!recordings.contains(own) && !recordings.isEmpty()) {
            throw source.fault(
                    "has words of " + recordings.size() + " recordings, "
                            + String.join(", ", recordings.stream().limit(5).toList()) + ", none of which is " + own,
                    "give each recording a file of its own");
        }
        Map<String, List<Label>> channels = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.recording.equals(own)) {
                channels.computeIfAbsent(entry.channel, name -> new ArrayList<>())
                        .add(entry.label);
            }
        }
        return channels.entrySet().stream()
                .map(channel -> new Tier(channel.getKey(), "", true, channel.getValue()))
                .toList();
    }
}
