package attune.corpus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Names without white space, for formats whose fields end at it. */
final class Tokens {
    /** File systems allow 255 bytes, of which a letter may take four. */
    private static final int LONGEST = 60;

    private Tokens() {}

    /** A name on one line with underscores for white space. */
    static String of(String name) {
        String token = name.replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", "_");
        return token.isEmpty() ? "_" : token;
    }

    /** A name that a file may have, whatever the system, without its audio ending. */
    static String fileName(String name) {
        String bare = AudioNames.isAudio(name) ? name.substring(0, name.lastIndexOf('.')) : name;
        String plain = bare.replaceAll("[^\\p{L}\\p{M}\\p{N}._-]+", "_").replaceFirst("^[._-]+", "");
        int length = plain.codePointCount(0, plain.length());
        String end = length <= LONGEST ? plain : plain.substring(plain.offsetByCodePoints(0, length - LONGEST));
        return end.isEmpty() ? "clip" : end;
    }

    /**
     * Names in one form, made different by numbers where they are no longer; upper and lower case are alike, as on some
     * file systems.
     *
     * @return by name, in the order given
     */
    static Map<String, String> distinct(List<String> names, UnaryOperator<String> form) {
        Map<String, String> tokens = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        Map<String, Integer> numbers = new HashMap<>(); // the last given to each form: thousands may be alike
        for (String name : names) {
            if (tokens.containsKey(name)) {
                continue;
            }
            String token = form.apply(name);
            String numbered = token;
            while (!taken.add(numbered.toLowerCase(Locale.ROOT))) {
                numbered = token + "-" + numbers.merge(token, 2, (last, two) -> last + 1);
            }
            tokens.put(name, numbered);
        }
        return tokens;
    }
}
