package attune.lm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for test transcripts in the texts a model is made from: error rates measured with such a model would be worth
 * nothing. A transcript is found where a sentence of {@value #SENTENCE_WORDS} words or more is the same, or where
 * {@value #SHARED_WORDS} words or more in a row are; shorter stretches are in everybody's language. Not thread-safe.
 */
public final class TestTextCheck {
    /** A sentence this long is hardly ever the same by chance. */
    static final int SENTENCE_WORDS = 4;

    /**
     * A stretch this long is hardly ever the same by chance; different prompts of one telephone system share up to
     * thirteen.
     */
    static final int SHARED_WORDS = 14;

    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private final List<String> transcripts;
    private final Map<String, Integer> sentences = new HashMap<>();
    private final Map<String, Integer> stretches = new HashMap<>();
    private final Set<Long> stretchHashes = new HashSet<>();
    private final Set<Integer> found = new HashSet<>();
    private Optional<Example> first = Optional.empty();

    /**
     * A stretch of a test transcript that is in a text.
     *
     * @param text name of the text
     * @param words what they share
     */
    public record Example(String text, String words) {}

    /**
     * A check.
     *
     * @param transcripts of the test, normalised as the texts are
     */
    public TestTextCheck(List<String> transcripts) {
        this.transcripts = List.copyOf(transcripts);
        for (int i = 0; i < transcripts.size(); i++) {
            String[] words = transcripts.get(i).split(" ", -1);
            if (words.length >= SENTENCE_WORDS) {
                sentences.putIfAbsent(transcripts.get(i), i);
            }
            for (int end = SHARED_WORDS; end <= words.length; end++) {
                stretches.putIfAbsent(stretch(words, end), i);
                stretchHashes.add(hash(words, end));
            }
        }
    }

    /**
     * Looks at a sentence of a text.
     *
     * @param text its name
     * @param sentence normalised
     * @return whether something of the test is in it
     */
    public boolean see(String text, String sentence) {
        if (transcripts.isEmpty()) {
            return false;
        }
        boolean seen = false;
        Integer same = sentences.get(sentence);
        if (same != null) {
            note(same, text, sentence);
            seen = true;
        }
        String[] words = sentence.split(" ", -1);
        for (int end = SHARED_WORDS; end <= words.length; end++) {
            if (stretchHashes.contains(hash(words, end))) {
                String stretch = stretch(words, end);
                Integer shared = stretches.get(stretch);
                if (shared != null) {
                    note(shared, text, stretch);
                    seen = true;
                }
            }
        }
        return seen;
    }

    /**
     * How many transcripts were found so far.
     *
     * @return 0 if all is well
     */
    public int count() {
        return found.size();
    }

    /**
     * How many transcripts were looked for.
     *
     * @return their number, too short ones included
     */
    public int transcripts() {
        return transcripts.size();
    }

    /**
     * The first find.
     *
     * @return empty if nothing was found
     */
    public Optional<Example> first() {
        return first;
    }

    private void note(Integer transcript, String text, String words) {
        found.add(Objects.requireNonNull(transcript));
        if (first.isEmpty()) {
            first = Optional.of(new Example(text, words));
        }
    }

    private static String stretch(String[] words, int end) {
        List<String> stretch = new ArrayList<>(List.of(words).subList(end - SHARED_WORDS, end));
        return String.join(" ", stretch);
    }

    /** A quick look before a string is made. */
    private static long hash(String[] words, int end) {
        long hash = 0;
        for (int i = end - SHARED_WORDS; i < end; i++) {
            hash = (hash + words[i].hashCode()) * HASH_FACTOR;
        }
        return hash;
    }
}
