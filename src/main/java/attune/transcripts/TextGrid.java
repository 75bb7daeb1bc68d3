package attune.transcripts;

import attune.decoding.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Praat's annotation file (Praat manual, "TextGrid file formats"), the long form: a tier of words and a tier of
 * characters. The intervals of a tier cover the clip without gaps, those between words with empty text, as Praat insists.
 */
final class TextGrid {
    private final StringBuilder text = new StringBuilder();
    private final double startSeconds;
    private final double endSeconds;

    /** A stretch of a tier. */
    private record Span(double start, double end, String label) {}

    private TextGrid(ClipTranscript clip) {
        startSeconds = clip.startSeconds();
        List<Word> words = clip.words();
        double spoken = words.isEmpty() ? 0 : words.get(words.size() - 1).endSeconds();
        endSeconds = Math.max(clip.endSeconds(), spoken);
    }

    static String write(ClipTranscript clip) {
        TextGrid grid = new TextGrid(clip);
        grid.head();
        List<Word> words = clip.words();
        grid.tier(
                1,
                "words",
                words.stream()
                        .map(word -> new Span(word.startSeconds(), word.endSeconds(), word.text()))
                        .toList());
        grid.tier(
                2,
                "characters",
                words.stream()
                        .flatMap(word -> word.characters().stream())
                        .map(character -> new Span(character.startSeconds(), character.endSeconds(), character.text()))
                        .toList());
        return grid.text.toString();
    }

    private void head() {
        line(0, "File type = \"ooTextFile\"");
        line(0, "Object class = \"TextGrid\"");
        line(0, "");
        line(0, "xmin = " + time(startSeconds));
        line(0, "xmax = " + time(endSeconds));
        line(0, "tiers? <exists>");
        line(0, "size = 2");
        line(0, "item []:");
    }

    private void tier(int number, String name, List<Span> labelled) {
        List<Span> spans = covering(labelled);
        line(1, "item [" + number + "]:");
        line(2, "class = \"IntervalTier\"");
        line(2, "name = \"" + name + "\"");
        line(2, "xmin = " + time(startSeconds));
        line(2, "xmax = " + time(endSeconds));
        line(2, "intervals: size = " + spans.size());
        for (int i = 0; i < spans.size(); i++) {
            line(2, "intervals [" + (i + 1) + "]:");
            line(3, "xmin = " + time(spans.get(i).start));
            line(3, "xmax = " + time(spans.get(i).end));
            line(3, "text = \"" + spans.get(i).label.replace("\"", "\"\"") + "\"");
        }
    }

    /** The same with empty ones between, where the times as written leave a gap. */
    private List<Span> covering(List<Span> labelled) {
        List<Span> spans = new ArrayList<>();
        double reached = startSeconds;
        for (Span span : labelled) {
            addSilence(spans, reached, span.start);
            spans.add(span);
            reached = span.end;
        }
        addSilence(spans, reached, endSeconds);
        return spans;
    }

    private static void addSilence(List<Span> spans, double from, double to) {
        if (!time(from).equals(time(to))) {
            spans.add(new Span(from, to, ""));
        }
    }

    private void line(int depth, String content) {
        text.append("    ".repeat(depth)).append(content).append('\n');
    }

    /** Ten-thousandths: finer than any frame, and the end of one interval reads as the beginning of the next. */
    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.4f", seconds);
    }
}
