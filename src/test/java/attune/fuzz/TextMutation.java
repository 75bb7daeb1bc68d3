package attune.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Alters a text in the units that its readers see: lines, words, numbers, the signs between them. */
final class TextMutation implements Mutation {
    static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\t",
            "\0",
            "\r",
            "\u001b[2J",
            "\u202e",
            "\ufeff",
            "\ufffe",
            "e\u0301",
            "\ud83d\ude00",
            "a".repeat(20_000),
            "\u0130\u1e9e\u03c2",
            "../../../etc/passwd",
            "/dev/zero",
            "C:\\nul",
            "-",
            "--",
            "\"",
            "'",
            "\\",
            "<",
            "{",
            "[",
            "]]>",
            "&",
            "#",
            "%s%n",
            "${jndi:x}");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "0.0000001",
            "1e9",
            "1e308",
            "1e999",
            "-1e999",
            "NaN",
            "Infinity",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999999999",
            "00000000000000001",
            "0x10",
            "1,5",
            "\u0661",
            "1e",
            "99:99:99,999");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:[.,]\\d+)?(?:[eE][-+]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[^\\s,;:\"<>{}\\[\\]=]+");
    private static final Pattern SIGN = Pattern.compile("[\\s,;:\"<>{}\\[\\]=]");

    @Override
    public byte[] of(byte[] valid, SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            return Mutations.BYTES.of(valid, random);
        }
        String text = Mutations.text(valid);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            text = once(text, random);
        }
        return Mutations.bytes(text);
    }

    private static String once(String text, SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> replaced(text, NUMBER, any(NUMBERS, random), random);
            case 2 -> replaced(text, WORD, any(HOSTILE, random), random);
            case 3 -> replaced(text, WORD, word(text, random), random);
            case 4 -> replaced(text, SIGN, "", random);
            case 5 -> replaced(text, SIGN, any(HOSTILE, random), random);
            case 6 -> replaced(text, SIGN, any(List.of("\n", "\r\n", "\t", ",", "\"", " ", "\n\n"), random), random);
            case 7 -> repeated(text, random);
            default -> lines(text, random);
        };
    }

    private static String lines(String text, SplittableRandom random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)", -1)));
        int one = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(4)) {
            case 0 -> lines.remove(one);
            case 1 -> lines.add(other, lines.get(one));
            case 2 -> lines.set(one, lines.set(other, lines.get(one)));
            default -> lines.subList(Math.min(one, other), Math.max(one, other)).clear();
        }
        return String.join("", lines);
    }

    /** A sign or a few characters many times over, for what recurses or backtracks. */
    private static String repeated(String text, SplittableRandom random) {
        if (text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(1, 4));
        return text.substring(0, at) + text.substring(at, end).repeat(random.nextInt(1, 3000)) + text.substring(end);
    }

    private static String word(String text, SplittableRandom random) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        return words.isEmpty() ? "" : words.get(random.nextInt(words.size())).group();
    }

    private static String replaced(String text, Pattern what, String by, SplittableRandom random) {
        List<MatchResult> places = what.matcher(text).results().toList();
        if (places.isEmpty()) {
            return text + by;
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        return text.substring(0, place.start()) + by + text.substring(place.end());
    }

    private static String any(List<String> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
