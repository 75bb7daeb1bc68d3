package attune.transcripts;

import attune.decoding.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Divides a transcript into subtitles: at most two lines of 42 characters and seven seconds, as broadcasters do. A
 * pause ends a cue; one that is full ends at the longest pause in its second half. Only a single word can exceed a limit.
 */
final class Cues {
    private static final int LINE_CHARACTERS = 42;
    private static final double LONGEST_SECONDS = 7;
    /** A silence that listeners hear as a stop. */
    private static final double PAUSE_SECONDS = 0.8;
    /** Less cannot be read; a cue stays this long if the next one leaves the time. */
    private static final double SHORTEST_SECONDS = 1;

    private final List<Word> words;

    private Cues(List<Word> words) {
        this.words = words;
    }

    static List<Cue> of(List<Word> words) {
        return new Cues(words).divide();
    }

    private List<Cue> divide() {
        List<Cue> cues = new ArrayList<>();
        int from = 0;
        while (from < words.size()) {
            int to = end(from);
            cues.add(cue(from, to));
            from = to;
        }
        return cues;
    }

    /** The word after the last of a cue. */
    private int end(int from) {
        int to = from + 1;
        while (to < words.size() && pauseBefore(to) < PAUSE_SECONDS) {
            if (!fits(from, to + 1)) {
                return longestPause(from + (to - from + 1) / 2, to);
            }
            to++;
        }
        return to;
    }

    /** The word with the longest pause before it in a range, both ends included; the last of equal ones. */
    private int longestPause(int from, int to) {
        int best = to;
        for (int at = to - 1; at >= from; at--) {
            best = pauseBefore(at) > pauseBefore(best) ? at : best;
        }
        return best;
    }

    private double pauseBefore(int word) {
        return words.get(word).startSeconds() - words.get(word - 1).endSeconds();
    }

    private boolean fits(int from, int to) {
        return words.get(to - 1).endSeconds() - words.get(from).startSeconds() <= LONGEST_SECONDS
                && (text(from, to).length() <= LINE_CHARACTERS
                        || longerLine(from, lineBreak(from, to), to) <= LINE_CHARACTERS);
    }

    private Cue cue(int from, int to) {
        double start = words.get(from).startSeconds();
        double end = words.get(to - 1).endSeconds();
        double readable = Math.max(end, start + SHORTEST_SECONDS);
        double latest =
                to == words.size() ? readable : Math.max(end, words.get(to).startSeconds());
        return new Cue(start, Math.min(readable, latest), lines(from, to));
    }

    private List<String> lines(int from, int to) {
        if (to - from == 1 || text(from, to).length() <= LINE_CHARACTERS) {
            return List.of(text(from, to));
        }
        int second = lineBreak(from, to);
        return List.of(text(from, second), text(second, to));
    }

    /** Where the second of two lines begins: so that the longer one is as short as it can be. */
    private int lineBreak(int from, int to) {
        int best = from + 1;
        for (int at = from + 2; at < to; at++) {
            best = longerLine(from, at, to) < longerLine(from, best, to) ? at : best;
        }
        return best;
    }

    private int longerLine(int from, int second, int to) {
        return Math.max(text(from, second).length(), text(second, to).length());
    }

    private String text(int from, int to) {
        return words.subList(from, to).stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
