package attune.speech.segmentation;

import attune.text.TextChanges;
import attune.text.TextNormalizer;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text in sentences, the smallest pieces that a clip may consist of.
 *
 * @param sentences in order
 */
public record Script(List<Sentence> sentences) {
    /** A sentence without a full stop for so long is divided at a comma, or anywhere. */
    private static final int MOST_WORDS = 25;

    private static final Pattern END_OF_SENTENCE = Pattern.compile("[.!?…]['\"’”)»]*(\\s|$)");
    private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Copies the list. */
    public Script {
        sentences = List.copyOf(sentences);
    }

    /**
     * A sentence.
     *
     * @param written as the text has it, on one line
     * @param spoken normalised, not empty
     */
    public record Sentence(String written, String spoken) {
        /**
         * The words.
         *
         * @return of the normalised sentence
         */
        public List<String> words() {
            return Arrays.asList(spoken.split(" "));
        }
    }

    /**
     * Divides a text into sentences: at the ends of sentences and paragraphs, and at every line's end in a text most of
     * whose lines end in the middle of nothing, such as a list of prompts without punctuation.
     *
     * @param text any text
     * @param normalizer the model's
     * @param changes is told of what the normaliser changes
     * @return its sentences; without those of which the normaliser leaves nothing
     */
    public static Script of(String text, TextNormalizer normalizer, TextChanges changes) {
        return new Script(BLANK_LINE
                .splitAsStream(text.lines().collect(Collectors.joining("\n")))
                .flatMap(paragraph -> pieces(paragraph).stream())
                .flatMap(piece -> shortened(piece).stream())
                .map(piece -> new Sentence(piece, normalizer.normalize(piece, changes)))
                .filter(sentence -> !sentence.spoken.isEmpty())
                .toList());
    }

    /** Sentences, or lines where none ends in a full stop. */
    private static List<String> pieces(String paragraph) {
        List<String> lines = paragraph
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        boolean sentences =
                lines.stream().anyMatch(line -> END_OF_SENTENCE.matcher(line).find());
        return sentences ? sentences(String.join(" ", lines)) : lines;
    }

    private static List<String> sentences(String paragraph) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(paragraph);
        List<String> sentences = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            sentences.add(paragraph.substring(from, to).strip());
            from = to;
        }
        return sentences;
    }

    private static List<String> shortened(String sentence) {
        List<String> words = Arrays.asList(SPACES.split(sentence.strip()));
        if (words.size() <= MOST_WORDS) {
            return List.of(String.join(" ", words));
        }
        int cut = words.size() / 2;
        for (int away = 0; away < words.size() / 2 - 1; away++) {
            if (words.get(words.size() / 2 - away).endsWith(",")) {
                cut = words.size() / 2 - away + 1;
                break;
            }
            if (words.get(words.size() / 2 + away).endsWith(",")) {
                cut = words.size() / 2 + away + 1;
                break;
            }
        }
        List<String> pieces = new ArrayList<>(shortened(String.join(" ", words.subList(0, cut))));
        pieces.addAll(shortened(String.join(" ", words.subList(cut, words.size()))));
        return pieces;
    }
}
