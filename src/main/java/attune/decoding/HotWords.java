package attune.decoding;

import attune.fault.UserFault;
import attune.files.TextFile;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Words and phrases to listen for.
 *
 * @param words all different; may be empty
 */
public record HotWords(List<HotWord> words) {
    private static final String REMEDY =
            "give one word or phrase a line, optionally followed by a tab or colon and its boost";

    /** Keeps its own copy; refuses the same phrase twice. */
    public HotWords {
        words = List.copyOf(words);
        Set<String> seen = new HashSet<>();
        for (HotWord word : words) {
            if (!seen.add(word.phrase())) {
                throw new IllegalArgumentException("\"" + word.phrase() + "\" is listed twice");
            }
        }
    }

    /**
     * Nothing to listen for.
     *
     * @return no words
     */
    public static HotWords none() {
        return new HotWords(List.of());
    }

    /**
     * Reads a file in UTF-8.
     *
     * @param file with lines as {@link #parse} takes them
     * @param alphabet of the network
     * @param normalizer of the network's transcripts
     * @return its words
     * @throws UserFault if it cannot be read, or at the first invalid line
     */
    public static HotWords read(Path file, Alphabet alphabet, TextNormalizer normalizer) {
        return parse(file.toString(), TextFile.read(file, "hot words"), alphabet, normalizer);
    }

    /**
     * Reads lines such as {@code asterisk}, {@code super awesome company:2.5} or {@code waldo<TAB>3}: a word or phrase
     * and, after the last tab or colon, its boost in nats a character; without one it has
     * {@link HotWord#DEFAULT_BOOST}. Empty lines, and those that begin with {@code #}, are passed over.
     *
     * @param source for messages, such as the file's name
     * @param content the lines
     * @param alphabet of the network
     * @param normalizer of the network's transcripts, applied to each phrase
     * @return the words
     * @throws UserFault at the first invalid line
     */
    public static HotWords parse(String source, String content, Alphabet alphabet, TextNormalizer normalizer) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        List<String> lines = text.lines().toList();
        Map<String, Integer> lineOf = new HashMap<>();
        List<HotWord> words = IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank() && !lines.get(i).startsWith("#"))
                .mapToObj(i -> {
                    String where = source + ":" + (i + 1);
                    HotWord word = parseOne(where, lines.get(i), alphabet, normalizer);
                    Integer earlier = lineOf.putIfAbsent(word.phrase(), i + 1);
                    if (earlier != null) {
                        throw new UserFault(
                                where,
                                "\"" + word.phrase() + "\" is already in line " + earlier,
                                "remove one of the two lines");
                    }
                    return word;
                })
                .toList();
        return new HotWords(words);
    }

    /**
     * Reads one word or phrase, with or without a boost, as {@link #parse} does a line. No line is a comment.
     *
     * @param where for messages
     * @param line the word or phrase
     * @param alphabet of the network
     * @param normalizer of the network's transcripts, applied to it
     * @return the word
     * @throws UserFault if it is invalid
     */
    public static HotWord parseOne(String where, String line, Alphabet alphabet, TextNormalizer normalizer) {
        int separator = Math.max(line.lastIndexOf('\t'), line.lastIndexOf(':'));
        String written = separator < 0 ? line : line.substring(0, separator);
        double boost = separator < 0 ? HotWord.DEFAULT_BOOST : boost(where, line.substring(separator + 1));
        String phrase = normalizer.normalize(written);
        if (phrase.isEmpty()) {
            throw new UserFault(where, "there is no word in \"" + line.strip() + "\"", REMEDY);
        }
        Map<String, Integer> unknown = alphabet.unknown(phrase);
        if (!unknown.isEmpty()) {
            throw new UserFault(
                    where,
                    "\"" + phrase + "\" has characters the model cannot write: " + Alphabet.describe(unknown),
                    "spell it as it is spoken, with the model's characters");
        }
        return new HotWord(phrase, boost);
    }

    private static double boost(String where, String text) {
        double boost;
        try {
            boost = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new UserFault(where, "the boost \"" + text.strip() + "\" is not a number", REMEDY, e);
        }
        if (!(boost > 0 && boost <= HotWord.MOST)) {
            throw new UserFault(
                    where,
                    "a boost must be above 0 and at most " + HotWord.MOST + ": " + boost,
                    "it counts for each character, in nats: 1.5 is usual, 3 strong, and more puts the words where nobody"
                            + " says them");
        }
        return boost;
    }
}
