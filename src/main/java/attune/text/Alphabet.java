package attune.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The characters a network can write, in the order of its outputs, and the position of the CTC blank among them.
 * Immutable.
 *
 * <p>The network has {@link #size()} outputs: one for each character and one for the blank, which has no text. A label
 * is a position among these outputs, so labels after the blank are one more than their place in {@link #labels()}.
 *
 * <pre>{@code
 * Alphabet alphabet = Alphabet.english();
 * int[] labels = alphabet.encode("hi");  // {10, 11}
 * String text = alphabet.decode(labels); // "hi"
 * }</pre>
 *
 * @param labels the text of each output but the blank, in output order: each one code point, all different
 * @param blankIndex the blank's position among the outputs, 0 to {@code labels.size()}
 */
public record Alphabet(List<String> labels, int blankIndex) {

    /** Refuses labels that are not single, different code points, and a blank outside the outputs. */
    public Alphabet {
        labels = List.copyOf(labels);
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (label.codePointCount(0, label.length()) != 1) {
                throw new IllegalArgumentException("a label must be one code point: \"" + label + "\"");
            }
            if (!seen.add(label)) {
                throw new IllegalArgumentException("label " + quoted(label) + " is listed twice");
            }
        }
        if (blankIndex < 0 || blankIndex > labels.size()) {
            throw new IllegalArgumentException(
                    "the blank must be one of the outputs 0 to " + labels.size() + ": " + blankIndex);
        }
    }

    /**
     * Space, apostrophe and the letters a to z, after the blank: 29 outputs.
     *
     * @return the alphabet of plain English transcripts
     */
    public static Alphabet english() {
        List<String> labels = new ArrayList<>(List.of(" ", "'"));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            labels.add(String.valueOf(letter));
        }
        return new Alphabet(labels, 0);
    }

    /**
     * The alphabet of some texts: the space, then their other characters by code point.
     *
     * @param texts normalised texts
     * @param blankFirst whether the blank comes before all labels or after them
     * @return an alphabet that can encode each of the texts
     */
    public static Alphabet of(Iterable<String> texts, boolean blankFirst) {
        Set<Integer> characters = new TreeSet<>();
        texts.forEach(text -> text.codePoints().forEach(characters::add));
        characters.remove((int) ' ');
        List<String> labels = new ArrayList<>(List.of(" "));
        characters.forEach(character -> labels.add(Character.toString(character)));
        return new Alphabet(labels, blankFirst ? 0 : labels.size());
    }

    /**
     * How many outputs the network has.
     *
     * @return the number of labels, the blank included
     */
    public int size() {
        return labels.size() + 1;
    }

    /**
     * The text of one output.
     *
     * @param label a position among the outputs, not the blank's
     * @return one code point
     * @throws IllegalArgumentException for the blank and for positions that do not exist
     */
    public String label(int label) {
        if (label == blankIndex || label < 0 || label >= size()) {
            throw new IllegalArgumentException(
                    "output " + label + " of " + size() + " has no text (the blank is " + blankIndex + ")");
        }
        return labels.get(label < blankIndex ? label : label - 1);
    }

    /**
     * Text as labels, one for each code point; never the blank.
     *
     * @param text normalised text, see {@link TextNormalizer}; may be empty
     * @return the labels
     * @throws IllegalArgumentException naming every character that the alphabet does not have; ask
     *     {@link #unknown(String)} first
     */
    public int[] encode(String text) {
        int[] encoded = text.codePoints().map(this::find).toArray();
        for (int label : encoded) {
            if (label < 0) {
                throw new IllegalArgumentException("not in the alphabet: " + describe(unknown(text)));
            }
        }
        return encoded;
    }

    /**
     * Labels as text: the opposite of {@link #encode(String)}. This is not CTC decoding: repeats stay.
     *
     * @param encoded labels without blanks
     * @return their text
     * @throws IllegalArgumentException at a blank or an invalid label
     */
    public String decode(int[] encoded) {
        StringBuilder text = new StringBuilder(encoded.length);
        for (int label : encoded) {
            text.append(label(label));
        }
        return text.toString();
    }

    /**
     * The characters of a text that the alphabet does not have.
     *
     * @param text normalised text
     * @return how often each unknown code point occurs, in order of first occurrence; empty when the text can be encoded
     */
    public Map<String, Integer> unknown(String text) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        text.codePoints()
                .filter(character -> find(character) < 0)
                .forEach(character -> counts.merge(Character.toString(character), 1, Integer::sum));
        return counts;
    }

    /**
     * The characters of several texts that the alphabet does not have.
     *
     * @param texts normalised
     * @return how often each unknown code point occurs in all of them, in order of first occurrence
     */
    public Map<String, Integer> unknown(Iterable<String> texts) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        texts.forEach(
                text -> unknown(text).forEach((character, count) -> counts.merge(character, count, Integer::sum)));
        return counts;
    }

    /**
     * Unknown characters for a message, such as {@code "é" (U+00E9) 3 times, "5" (U+0035) once}.
     *
     * @param unknown counts of characters, as {@link #unknown(String)} gives them
     * @return one line, in the map's order
     */
    public static String describe(Map<String, Integer> unknown) {
        return unknown.entrySet().stream()
                .map(entry ->
                        quoted(entry.getKey()) + (entry.getValue() == 1 ? " once" : " " + entry.getValue() + " times"))
                .collect(Collectors.joining(", "));
    }

    // Alphabets are short, so a walk along the list costs less than an index that a record could not keep anyway.
    private int find(int character) {
        int place = labels.indexOf(Character.toString(character));
        return place < 0 || place < blankIndex ? place : place + 1;
    }

    private static String quoted(String label) {
        return String.format(Locale.ROOT, "\"%s\" (U+%04X)", label, label.codePointAt(0));
    }
}
