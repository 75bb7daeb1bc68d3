package attune.text;

import com.ibm.icu.text.Transliterator;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Suggests how characters that an alphabet lacks could be written with its own, for messages. */
public final class Spelling {
    /** Signs that are read aloud, in English. */
    private static final Map<String, String> READ_ALOUD = Map.of(
            "&", "and", "%", "percent", "@", "at", "+", "plus", "=", "equals", "°", "degrees", "€", "euro", "£",
            "pound", "$", "dollar");

    private Spelling() {}

    /**
     * Suggests spellings.
     *
     * @param characters code points that the alphabet lacks
     * @param alphabet the alphabet
     * @return what to put after a message, such as {@code ; "é" could be "e"}, for the characters that have a spelling;
     *     empty if none has
     */
    public static String suggestions(Collection<String> characters, Alphabet alphabet) {
        String all = characters.stream()
                .flatMap(
                        character -> of(character, alphabet)
                                .map(spelling -> "\"" + character + "\" could be \"" + spelling + "\"")
                                .stream())
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : "; " + all;
    }

    /** In Latin letters without accents (Unicode CLDR's transforms), or as a word, if the alphabet has the letters. */
    static Optional<String> of(String character, Alphabet alphabet) {
        String spelling = READ_ALOUD.containsKey(character)
                ? Objects.requireNonNull(READ_ALOUD.get(character))
                : Latin.TRANSFORM.transliterate(character).strip();
        return spelling.isEmpty() || !alphabet.unknown(spelling).isEmpty() ? Optional.empty() : Optional.of(spelling);
    }

    /** Loaded when a character needs it. */
    private static final class Latin {
        static final Transliterator TRANSFORM = Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
    }
}
