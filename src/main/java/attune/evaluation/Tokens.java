package attune.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How a text is split into the tokens that are counted. */
final class Tokens {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private Tokens() {}

    /** What is between white space of any kind, the no-break space included. */
    static List<String> words(String text) {
        return WHITE_SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    /**
     * Unicode code points, not UTF-16 units, so that a character beyond the basic plane counts once. One space between
     * words is a character like any other; leading, trailing and doubled white space is not.
     */
    static List<String> characters(String text) {
        return String.join(" ", words(text))
                .codePoints()
                .mapToObj(Character::toString)
                .toList();
    }

    /** Numbers for tokens, equal for equal tokens, so that the inner loop compares integers. */
    static int[] number(List<String> tokens, Map<String, Integer> numbers) {
        return tokens.stream()
                .mapToInt(token -> numbers.computeIfAbsent(token, unseen -> numbers.size()))
                .toArray();
    }

    static EditCosts costs(List<String> reference, List<String> hypothesis) {
        Map<String, Integer> numbers = new HashMap<>();
        return new EditCosts(number(reference, numbers), number(hypothesis, numbers));
    }
}
