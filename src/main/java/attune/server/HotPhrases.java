package attune.server;

import attune.decoding.HotWord;
import attune.decoding.HotWords;
import attune.fault.UserFault;
import attune.speech.SpeechFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words and phrases to listen for, as a client gives them.
 *
 * @param given one by one, perhaps with {@code :BOOST}; one that the model cannot write is an error, and of those that
 *     are the same to the model the first counts
 * @param prompt a text whose phrases are tried; OpenAI's clients put whole sentences there
 */
record HotPhrases(List<String> given, String prompt) {
    static final HotPhrases NONE = new HotPhrases(List.of(), "");

    /** More would cost every frame of every clip. */
    private static final int MOST = 500;

    /** They are kept with their decoder. */
    private static final int MOST_CHARACTERS = 64 << 10;

    private static final Pattern BETWEEN = Pattern.compile("[,;.!?\\r\\n\\t]+");

    HotPhrases {
        given = given.stream()
                .flatMap(String::lines)
                .filter(word -> !word.isBlank())
                .toList();
        int characters =
                prompt.length() + given.stream().mapToInt(String::length).sum();
        if (characters > MOST_CHARACTERS) {
            throw Fault.invalid(characters + " characters of hot words are more than " + MOST_CHARACTERS, "prompt")
                    .refusal();
        }
    }

    boolean isEmpty() {
        return given.isEmpty() && prompt.isBlank();
    }

    /** The words for a model. */
    HotWords words(SpeechFormat format) {
        try {
            Map<String, HotWord> words = new TreeMap<>();
            given.stream()
                    .map(word -> HotWords.parseOne("hot words", word, format.alphabet(), format.textNormalizer()))
                    .forEach(word -> words.putIfAbsent(word.phrase(), word));
            phrases(format).forEach(phrase -> words.putIfAbsent(phrase, new HotWord(phrase, HotWord.DEFAULT_BOOST)));
            if (words.size() > MOST) {
                throw Fault.invalid(words.size() + " hot words are more than " + MOST, "keywords")
                        .refusal();
            }
            return new HotWords(List.copyOf(words.values()));
        } catch (UserFault unfit) {
            throw Fault.invalid(String.valueOf(unfit.getMessage()), "keywords").refusal();
        }
    }

    private Set<String> phrases(SpeechFormat format) {
        Set<String> phrases = new LinkedHashSet<>();
        Stream.of(BETWEEN.split(prompt, -1))
                .map(format.textNormalizer()::normalize)
                .filter(phrase ->
                        !phrase.isEmpty() && format.alphabet().unknown(phrase).isEmpty())
                .forEach(phrases::add);
        return phrases;
    }
}
