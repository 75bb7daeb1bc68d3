package attune.text;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a {@link TextNormalizer} changed in the texts it was given, rule by rule. For one thread. */
public final class TextChanges {
    /** For texts of whose changes nobody asks: notes none, so it may serve all threads. */
    static final TextChanges UNNOTED = new TextChanges(false);

    private final boolean noted;
    private final Map<Rule, Change> byRule = new LinkedHashMap<>();

    /** No changes yet. */
    public TextChanges() {
        this(true);
    }

    private TextChanges(boolean noted) {
        this.noted = noted;
    }

    /** What is changed; those from {@link #ABBREVIATIONS} on change the words. */
    public enum Rule {
        /** Capital letters become small. */
        CAPITALS,
        /** Punctuation that is not heard is left out. */
        PUNCTUATION,
        /** Typographic apostrophes become plain. */
        APOSTROPHES,
        /** Soft hyphens, byte order marks and joiners are left out. */
        INVISIBLE,
        /** Abbreviations become words. */
        ABBREVIATIONS,
        /** Amounts of money are read aloud. */
        MONEY,
        /** Times of day are read aloud. */
        TIMES,
        /** Days, years and decades are read aloud. */
        DATES,
        /** First, second, third. */
        ORDINALS,
        /** Telephone numbers and the like are read digit by digit. */
        DIGITS,
        /** Numbers of other kinds are spelled out. */
        NUMBERS,
        /** Signs such as the ampersand are read aloud. */
        SIGNS;

        /**
         * Whether the words are no longer those that were written.
         *
         * @return true from {@link #ABBREVIATIONS} on
         */
        public boolean changesWords() {
            return compareTo(ABBREVIATIONS) >= 0;
        }

        /** For a person. */
        String title() {
            return switch (this) {
                case DIGITS -> "numbers digit by digit";
                case PUNCTUATION -> "signs of punctuation left out";
                case INVISIBLE -> "invisible characters left out";
                case APOSTROPHES -> "apostrophes made plain";
                default -> name().toLowerCase(Locale.ROOT);
            };
        }
    }

    /**
     * How often a rule changed something.
     *
     * @param rule which
     * @param count occurrences, not texts
     * @param before the first of them
     * @param after what became of it
     */
    public record Change(Rule rule, int count, String before, String after) {
        private Change again() {
            return new Change(rule, count + 1, before, after);
        }

        /**
         * For a person.
         *
         * @return such as {@code 12 numbers ("24" as "twenty four")}
         */
        public String text() {
            return count + " " + rule.title()
                    + (rule.changesWords()
                            ? " (\"" + before.strip() + "\" as \"" + TextNormalizer.ENGLISH_BASIC.normalize(after)
                                    + "\")"
                            : "");
        }
    }

    void add(Rule rule, String before, String after) {
        if (noted) {
            byRule.merge(rule, new Change(rule, 1, before, after), (first, next) -> first.again());
        }
    }

    void add(Rule rule, int before, String after) {
        if (noted) {
            add(rule, Character.toString(before), after);
        }
    }

    /** Adds every character of a text that a rule changes. */
    void addAll(Rule rule, String text, IntPredicate changed, UnaryOperator<String> after) {
        if (noted) {
            text.codePoints()
                    .filter(changed)
                    .mapToObj(Character::toString)
                    .forEach(character -> add(rule, character, after.apply(character)));
        }
    }

    /**
     * All changes.
     *
     * @return those that change words first, then by their numbers
     */
    public List<Change> list() {
        return byRule.values().stream()
                .sorted(Comparator.comparing((Change change) -> !change.rule.changesWords())
                        .thenComparing(Comparator.comparingInt(Change::count).reversed()))
                .toList();
    }

    /**
     * The changes of words, for a person.
     *
     * @return in one line; empty if there are none
     */
    public String ofWords() {
        return list().stream()
                .filter(change -> change.rule.changesWords())
                .map(Change::text)
                .collect(Collectors.joining(", "));
    }
}
