package attune.text;

import static attune.text.TextChanges.Rule.ABBREVIATIONS;
import static attune.text.TextChanges.Rule.DATES;
import static attune.text.TextChanges.Rule.DIGITS;
import static attune.text.TextChanges.Rule.MONEY;
import static attune.text.TextChanges.Rule.NUMBERS;
import static attune.text.TextChanges.Rule.ORDINALS;
import static attune.text.TextChanges.Rule.SIGNS;
import static attune.text.TextChanges.Rule.TIMES;

import com.ibm.icu.text.DecimalFormat;
import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a text as it is spoken: numbers, money, times, dates, ordinals, telephone numbers and common abbreviations as
 * words. English has rules for all of these; in other languages whole numbers and decimals are spelled out, with or
 * without the language's marks between thousands. The words are those of ICU's rule-based number format. Immutable and
 * thread-safe.
 *
 * <p>What a written number means is often open: "1984" may be a year or an amount. A number of four digits is read as a
 * year after a month or a word such as "in" and "since", otherwise as an amount; seven digits or more in groups with
 * hyphens, and digits that begin with a zero, are read one by one. "10 200" is one number in languages that part
 * thousands with a space.
 */
final class SpokenForm {
    /** Without a capital, may and march are other words. */
    private static final String MONTHS =
            "(?:January|February|(?-i:M)(?:arch|ay)|April|June|July|August|September|October|November|December)";

    private static final String GROUPED = "(?<!\\d,)[1-9]\\d{0,2}(?:,\\d{3})+(?!\\d)";

    /** With commas between thousands, or without. */
    private static final String AMOUNT = "(" + GROUPED + "|\\d+)";

    /** What people type for the space between thousands, and the no-break spaces that programs write. */
    private static final String SPACES = " \u00A0\u2009\u202F";

    /** A point, a comma or the Arabic mark. */
    private static final String DECIMAL_MARK = "[.,\u066B]";

    private static final String APOSTROPHES = "'\u2019";

    private static final Map<String, String> ABBREVIATED = Map.ofEntries(
            Map.entry("mr", "mister"),
            Map.entry("mrs", "missus"),
            Map.entry("ms", "miss"),
            Map.entry("dr", "doctor"),
            Map.entry("prof", "professor"),
            Map.entry("vs", "versus"),
            Map.entry("etc", "et cetera"),
            Map.entry("approx", "approximately"),
            Map.entry("dept", "department"),
            Map.entry("ave", "avenue"),
            Map.entry("jr", "junior"),
            Map.entry("sr", "senior"));

    /** After a number, ms are milliseconds. */
    private static final String ABBREVIATION =
            "(?<!\\d\\s?(?=(?-i:ms)))\\b(" + String.join("|", ABBREVIATED.keySet()) + ")\\.";

    private static final Pattern ANYTHING_TO_DO =
            Pattern.compile("[\\p{Nd}%&@$£€°]|" + ABBREVIATION, Pattern.CASE_INSENSITIVE);

    private static final Map<String, List<String>> CURRENCIES = Map.of(
            "$", List.of("dollar", "dollars", "cent", "cents"),
            "£", List.of("pound", "pounds", "penny", "pence"),
            "€", List.of("euro", "euros", "cent", "cents"));

    /** A longer number is read digit by digit. */
    private static final int MOST_DIGITS = 15;

    private final Locale language;
    private final List<Rule> rules;

    private @Nullable RuleBasedNumberFormat numbers;

    /** How decimals are read: the word for the mark, with its spaces, and what stands between digits. */
    private record Decimals(String mark, String between) {}

    /** Replaces what a pattern matches. */
    private record Rule(TextChanges.Rule name, Pattern pattern, Function<MatchResult, String> spoken) {
        String apply(MatchResult found, TextChanges changes) {
            String words = spoken.apply(found);
            changes.add(name, found.group(), words);
            return (" " + words + " ").replace("\\", "\\\\").replace("$", "\\$");
        }
    }

    /**
     * The rules of a language.
     *
     * @param language such as {@code en} or {@code de}
     */
    SpokenForm(Locale language) {
        this.language = language;
        rules = language.getLanguage().equals("en") ? english() : others();
    }

    /**
     * Writes a text as it is spoken.
     *
     * @param text any
     * @param changes is told of what is replaced
     * @return the same without digits, as far as the rules reach
     */
    String of(String text, TextChanges changes) {
        if (!ANYTHING_TO_DO.matcher(text).find()) {
            return text;
        }
        String spoken = withPlainDigits(text);
        for (Rule rule : rules) {
            spoken = rule.pattern.matcher(spoken).replaceAll(found -> rule.apply(found, changes));
        }
        return spoken;
    }

    /** With the digits of every script as 0 to 9. */
    private static String withPlainDigits(String text) {
        return text.codePoints()
                .map(character -> Character.isDigit(character) ? '0' + Character.digit(character, 10) : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether there are rules for its language; ICU would otherwise take those of the machine's. */
    boolean isKnown() {
        return ULocale.forLocale(language)
                .getLanguage()
                .equals(new RuleBasedNumberFormat(ULocale.forLocale(language), RuleBasedNumberFormat.SPELLOUT)
                        .getLocale(ULocale.ACTUAL_LOCALE)
                        .getLanguage());
    }

    private List<Rule> others() {
        String mark = thousandsMark();
        return List.of(
                rule(
                        NUMBERS,
                        "(?<![\\d.,])(?<!\\d" + mark + ")([1-9]\\d{0,2}" + groups(mark) + ")" + "(?:(?!" + mark + ")"
                                + DECIMAL_MARK + "(\\d+))?(?!" + mark + "?\\d)(?![.,]\\d)",
                        found -> found.group(2) == null
                                ? cardinal(found.group(1))
                                : decimal(found.group(1), found.group(2))),
                rule(
                        NUMBERS,
                        "(?<![\\d.,])(\\d+)" + DECIMAL_MARK + "(\\d+)(?![.,]?\\d)",
                        found -> decimal(found.group(1), found.group(2))),
                rule(DIGITS, "(?<!\\d)0\\d+", found -> oneByOne(found.group(), " ")),
                rule(NUMBERS, "\\d+", found -> cardinal(found.group())));
    }

    /** What follows the first digits: thousands or, in some languages of India, hundreds of thousands in groups of two. */
    private String groups(String mark) {
        NumberFormat format = NumberFormat.getInstance(ULocale.forLocale(language));
        boolean inTwos = format instanceof DecimalFormat decimal && decimal.getSecondaryGroupingSize() == 2;
        return inTwos ? "(?:" + mark + "\\d{2})*" + mark + "\\d{3}" : "(?:" + mark + "\\d{3})+";
    }

    private String thousandsMark() {
        String mark =
                DecimalFormatSymbols.getInstance(ULocale.forLocale(language)).getGroupingSeparatorString();
        return Stream.of(SPACES, APOSTROPHES)
                .filter(alike -> alike.contains(mark))
                .map(alike -> "[" + alike + "]")
                .findFirst()
                .orElse(Pattern.quote(mark));
    }

    private List<Rule> english() {
        return List.of(
                rule(
                        ABBREVIATIONS,
                        ABBREVIATION,
                        found -> ABBREVIATED.get(found.group(1).toLowerCase(Locale.ROOT))),
                rule(ABBREVIATIONS, "\\bno\\. ?(?=\\d)", found -> "number"),
                rule(
                        MONEY,
                        "([$£€]) ?" + AMOUNT + "(?:\\.(\\d+))?( (?:thousand|million|billion|trillion)\\b)?",
                        this::money),
                rule(TIMES, "\\b(\\d{1,2}):(\\d{2})(?: ?([ap])\\.?m\\b\\.?|\\b)", this::time),
                rule(
                        TIMES,
                        "\\b(\\d{1,2}) ?([ap])\\.?m\\b\\.?",
                        found -> cardinal(found.group(1)) + " " + found.group(2) + " m"),
                rule(
                        DATES,
                        "\\b(" + MONTHS + ") (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:|,?\\d)",
                        found -> found.group(1) + " " + ordinal(found.group(2))),
                rule(DATES, "\\b(\\d{1,2})(?:st|nd|rd|th)? (?=" + MONTHS + "\\b)", found -> ordinal(found.group(1))),
                rule(
                        DATES,
                        "\\b(" + MONTHS
                                + "(?:[\\s,]+[a-z-]+){0,2}[\\s,]+|(?:in|since|until|till|by|of|from|before|after|year)\\s+)"
                                + "(1[1-9]\\d{2}|20\\d{2})\\b(?![,.]?\\d)",
                        found -> found.group(1) + year(found.group(2))),
                rule(DATES, "\\b(1[1-9]|20)(\\d)0s\\b", found -> decade(found.group(1), found.group(2))),
                rule(ORDINALS, "(?<!\\d)" + AMOUNT + "(?:st|nd|rd|th)\\b", found -> ordinal(found.group(1))),
                rule(
                        DIGITS,
                        "(?<![\\d.,])(?:\\+?\\d{1,3}[- ])?\\(?\\d{3}\\)?[- ]\\d{3}[- ]?\\d{4}\\b|\\b\\d{3}-\\d{4}\\b",
                        found -> oneByOne(found.group(), " ")),
                rule(NUMBERS, "\\d+(?:\\.\\d+){2,}", found -> found.group().replace(".", " dot ")),
                rule(NUMBERS, "(?<!\\d)" + AMOUNT + "\\.(\\d+)", found -> decimal(found.group(1), found.group(2))),
                rule(NUMBERS, "(?<!\\d)" + GROUPED, found -> cardinal(found.group())),
                rule(DIGITS, "(?<!\\d)0\\d+", found -> oneByOne(found.group(), " ")),
                rule(NUMBERS, "\\d+", found -> cardinal(found.group())),
                rule(SIGNS, "%", found -> "percent"),
                rule(SIGNS, "°", found -> "degrees"),
                rule(SIGNS, "&", found -> "and"),
                rule(SIGNS, "@", found -> "at"));
    }

    private static Rule rule(TextChanges.Rule name, String pattern, Function<MatchResult, String> spoken) {
        return new Rule(name, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), spoken);
    }

    private String cardinal(String digits) {
        return whole(digits, (spelling, number) -> spelling.format(number));
    }

    private String ordinal(String digits) {
        return whole(digits, (spelling, number) -> spelling.format(number, "%spellout-ordinal"));
    }

    private String whole(String digits, BiFunction<RuleBasedNumberFormat, Long, String> format) {
        String plain = digits.replaceAll("\\D", "");
        return plain.length() > MOST_DIGITS
                ? oneByOne(plain, " ")
                : spelled(spelling -> format.apply(spelling, Long.parseLong(plain)));
    }

    private String year(String digits) {
        return spelled(spelling -> spelling.format(Long.parseLong(digits), "%spellout-numbering-year"));
    }

    /** Digit by digit after the mark, so that none is lost, in every language in which that is how ICU reads them. */
    private String decimal(String whole, String fraction) {
        return decimals()
                .map(read -> cardinal(whole) + read.mark + oneByOne(fraction, read.between))
                .orElseGet(() -> spelled(
                        spelling -> spelling.format(Double.parseDouble(whole.replaceAll("\\D", "") + "." + fraction))));
    }

    /** As ICU reads 2.12; empty where that is no digits in a row, such as the hundredths of Russian. */
    private Optional<Decimals> decimals() {
        String example = spelled(spelling -> spelling.format(2.12));
        return Stream.of(" ", "")
                .filter(between -> example.startsWith(cardinal("2")) && example.endsWith(oneByOne("12", between)))
                .map(between -> new Decimals(
                        example.substring(
                                cardinal("2").length(),
                                example.length() - oneByOne("12", between).length()),
                        between))
                .findFirst();
    }

    private String decade(String century, String tens) {
        String year = year(century + tens + "0");
        return year.endsWith("y") ? year.substring(0, year.length() - 1) + "ies" : year + "s";
    }

    private String oneByOne(String digits, String between) {
        return digits.chars()
                .filter(Character::isDigit)
                .mapToObj(digit -> cardinal(Character.toString(digit)))
                .collect(Collectors.joining(between));
    }

    private String money(MatchResult found) {
        List<String> names = Objects.requireNonNull(CURRENCIES.get(found.group(1)));
        String whole = found.group(2);
        String cents = found.group(3);
        if (found.group(4) != null || (cents != null && cents.length() != 2)) { // "$3.50 million" has no cents
            String amount = cents == null ? cardinal(whole) : decimal(whole, cents);
            return amount + (found.group(4) == null ? "" : found.group(4)) + " " + names.get(1);
        }
        String spoken = cardinal(whole) + " " + names.get(whole.equals("1") ? 0 : 1);
        return cents == null || cents.equals("00")
                ? spoken
                : spoken + " and " + cardinal(cents) + " " + names.get(cents.equals("01") ? 2 : 3);
    }

    private String time(MatchResult found) {
        String minutes = found.group(2);
        String half = found.group(3) == null ? "" : " " + found.group(3) + " m";
        String hour = cardinal(found.group(1));
        if (minutes.equals("00")) {
            return half.isEmpty() ? hour + " o'clock" : hour + half;
        }
        return hour + (minutes.startsWith("0") ? " oh " : " ") + cardinal(minutes) + half;
    }

    /** The format keeps state while it works, and is loaded when a text first needs it, since that takes a while. */
    private synchronized String spelled(Function<RuleBasedNumberFormat, String> number) {
        if (numbers == null) {
            numbers = new RuleBasedNumberFormat(ULocale.forLocale(language), RuleBasedNumberFormat.SPELLOUT);
        }
        return number.apply(numbers);
    }
}
