package attune.text;

import static attune.text.TextChanges.Rule.CAPITALS;
import static attune.text.TextChanges.Rule.INVISIBLE;
import static attune.text.TextChanges.Rule.PUNCTUATION;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns a raw transcript into the text that is trained on, compared and reported: one spelling for what sounds the same.
 * Immutable; every normaliser is idempotent and known by a name, which is stored with a model and quoted with a score.
 *
 * <p>{@link #ENGLISH_BASIC} does, in this order:
 *
 * <ol>
 *   <li>removes invisible format characters (soft hyphen, byte order mark, joiners), so that they split no word;
 *   <li>composes to Unicode NFC and converts to lower case, whatever the machine's language; a normaliser of Turkish or
 *       Azerbaijani texts knows their two letters I;
 *   <li>replaces every typographic apostrophe with the plain one;
 *   <li>replaces white space, control characters and punctuation, including hyphens and dashes, with a space.
 *       Punctuation separates words rather than vanishing between them: "yes,no" must not become one word. The signs
 *       {@code & % ‰ @ # * §} are read aloud, so they stay;
 *   <li>replaces an apostrophe with a space unless it stands inside a word: at a word's edge a quotation mark and an
 *       elision ("'tis", "dogs'") cannot be told apart, and neither is heard;
 *   <li>collapses spaces and trims.
 * </ol>
 *
 * <p>Letters, marks, digits and symbols always stay, whatever their script: {@link Alphabet#unknown(String)} then
 * reports those that a network cannot write. Digits are spelled out by {@link #spoken(Locale)} alone.
 */
public final class TextNormalizer {

    /** The normaliser described above: enough for English, and for other scripts with upper and lower case. */
    public static final TextNormalizer ENGLISH_BASIC = new TextNormalizer("english-basic", Optional.empty());

    private static final String APOSTROPHES = "'\u2018\u2019\u201B\u02BC`\u00B4\uFF07";
    private static final String READ_ALOUD = "&%\u2030@#*\u00A7";

    private static final String SPOKEN = "spoken-";

    /** Asked for by every clip, so made once. */
    private static final Map<String, TextNormalizer> SPOKEN_FORMS = new ConcurrentHashMap<>();

    /** Whose I is not that of the others. */
    private static final Set<String> TWO_LETTERS_I = Set.of("tr", "az");

    private final String name;
    private final Optional<SpokenForm> spokenForm;
    private final Locale letters;

    private TextNormalizer(String name, Optional<SpokenForm> spokenForm) {
        this.name = name;
        this.spokenForm = spokenForm;
        letters = spokenLanguage()
                .filter(language -> TWO_LETTERS_I.contains(language.getLanguage()))
                .orElse(Locale.ROOT);
    }

    /**
     * A normaliser that writes numbers, money, times, dates, ordinals and common abbreviations as they are spoken, and
     * then does what {@link #ENGLISH_BASIC} does.
     *
     * @param language such as English, which has rules for all of these, or another language, whose numbers are spelled
     * @return the normaliser {@code spoken-en}, or the like
     */
    public static TextNormalizer spoken(Locale language) {
        return SPOKEN_FORMS.computeIfAbsent(
                SPOKEN + language.toLanguageTag(),
                name -> new TextNormalizer(name, Optional.of(new SpokenForm(language))));
    }

    /**
     * The normaliser for texts in a language, if its numbers can be spelled out.
     *
     * @param tag of the language, such as {@code en}, {@code de} or {@code pt-BR} (BCP 47)
     * @return that of {@link #spoken}; empty for no language, and for one whose rules ICU does not have
     */
    public static Optional<TextNormalizer> spokenIn(String tag) {
        Locale language = Locale.forLanguageTag(tag);
        if (language.getLanguage().isEmpty()) {
            return Optional.empty();
        }
        TextNormalizer spoken = spoken(language);
        return spoken.spokenForm.filter(SpokenForm::isKnown).map(known -> spoken);
    }

    /**
     * The normaliser with a name.
     *
     * @param name as {@link #name()} gave it
     * @return that normaliser
     * @throws IllegalArgumentException when there is none of that name
     */
    public static TextNormalizer named(String name) {
        if (name.equals(ENGLISH_BASIC.name)) {
            return ENGLISH_BASIC;
        }
        Locale language = Locale.forLanguageTag(name.startsWith(SPOKEN) ? name.substring(SPOKEN.length()) : "");
        if (language.getLanguage().isEmpty()) {
            throw new IllegalArgumentException("no text normaliser is called \"" + name + "\"; there are \""
                    + ENGLISH_BASIC.name + "\", \"" + SPOKEN + "en\" and the like for other languages");
        }
        return spoken(language);
    }

    /**
     * The permanent name.
     *
     * @return lower-case words joined by hyphens
     */
    public String name() {
        return name;
    }

    /**
     * The language in which numbers are written as they are spoken.
     *
     * @return empty if they stay digits
     */
    public Optional<Locale> spokenLanguage() {
        return spokenForm.isPresent()
                ? Optional.of(Locale.forLanguageTag(name.substring(SPOKEN.length())))
                : Optional.empty();
    }

    /**
     * Normalises a text; doing it again changes nothing.
     *
     * @param text any text; unpaired surrogates become U+FFFD, which stays
     * @return the normalised text in NFC, with single spaces between words and none at the ends; may be empty
     */
    public String normalize(String text) {
        return normalize(text, TextChanges.UNNOTED);
    }

    /**
     * Normalises a text.
     *
     * @param text any text
     * @param changes is told of every change
     * @return as {@link #normalize(String)}
     */
    public String normalize(String text, TextChanges changes) {
        changes.addAll(INVISIBLE, text, character -> !isVisible(character), character -> "");
        String spoken = spokenForm.isPresent() ? spokenForm.get().of(text, changes) : text;
        String visible = withoutFormatCharacters(spoken);
        changes.addAll(CAPITALS, visible, Character::isUpperCase, capital -> capital.toLowerCase(letters));
        String lower = nfc(nfc(visible).toLowerCase(letters)); // lower case may undo the composition: U+0130
        int[] characters =
                lower.codePoints().map(character -> plain(character, changes)).toArray();
        StringBuilder words = new StringBuilder(lower.length());
        for (int i = 0; i < characters.length; i++) {
            boolean separates = characters[i] == ' ' || (characters[i] == '\'' && !insideWord(characters, i));
            if (!separates) {
                words.appendCodePoint(characters[i]);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString().stripTrailing();
    }

    private static boolean isVisible(int character) {
        return Character.getType(character) != Character.FORMAT;
    }

    // First of all: a format character between a letter and its accent would hide the pair from the composition.
    private static String withoutFormatCharacters(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().filter(TextNormalizer::isVisible).forEach(c -> {
            boolean unpaired = Character.getType(c) == Character.SURROGATE;
            visible.appendCodePoint(unpaired ? '\uFFFD' : c);
        });
        return visible.toString();
    }

    private static int plain(int character, TextChanges changes) {
        if (APOSTROPHES.indexOf(character) >= 0) {
            if (character != '\'') {
                changes.add(TextChanges.Rule.APOSTROPHES, character, "'");
            }
            return '\'';
        }
        if (READ_ALOUD.indexOf(character) >= 0) {
            return character;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> {
                changes.add(PUNCTUATION, character, " ");
                yield ' ';
            }
            default -> character;
        };
    }

    private static boolean insideWord(int[] characters, int i) {
        return i > 0
                && i + 1 < characters.length
                && (Character.isLetterOrDigit(characters[i - 1]) || isMark(characters[i - 1]))
                && Character.isLetterOrDigit(characters[i + 1]);
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
