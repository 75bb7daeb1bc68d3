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
 * @param given one by one, perhaps with {@code :BOOST}; one that the model cannot write is an error
 * @param prompt a text whose phrases are tried; OpenAI's clients put whole sentences there
 */
record HotPhrases(List<String> given, String prompt) {
    static final HotPhrases NONE = new HotPhrases(List.of(), "");

    /** More would cost every frame of every clip. */
    private static final int MOST = 500;

    private static final Pattern BETWEEN = Pattern.compile("[,;.!?\\r\\n\\t]+");

    HotPhrases {
        given = List.copyOf(given);
    }

    boolean isEmpty() {
        return given.isEmpty() && prompt.isBlank();
    }

    /** The words for a model. */
    HotWords words(SpeechFormat format) {
        try {
            HotWords named =
                    HotWords.parse("hot words", String.join("\n", given), format.alphabet(), format.textNormalizer());
            Map<String, HotWord> words = new TreeMap<>();
            named.words().forEach(word -> words.put(word.phrase(), word));
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
