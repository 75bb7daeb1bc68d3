package attune.annotations;

import java.util.regex.Pattern;

/**
 * The pieces of a Praat text file that count: strings in quotation marks, numbers and flags that stand by themselves.
 * Everything else, such as {@code xmin =} and {@code item [1]:}, is for people, so the long and the short form are the
 * same to a reader (Praat manual, "TextGrid file formats"). An exclamation mark begins a comment.
 */
final class TextGridTokens {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");

    private final Source source;
    private final String text;
    private int at;
    private int line = 1;
    private int startLine = 1;

    TextGridTokens(Source source) {
        this.source = source;
        this.text = source.content();
    }

    /** The line where the last token began. */
    int line() {
        return startLine;
    }

    String string(String what) {
        return token(what, "a text in quotation marks", '"').substring(1);
    }

    double number(String what) {
        return Double.parseDouble(token(what, "a number", '0').substring(1));
    }

    int count(String what) {
        double number = number(what);
        if (number < 0 || number != Math.rint(number)) {
            throw source.fault(startLine, what + " is " + number, "it must be a whole number; " + remedy());
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    String flag(String what) {
        return token(what, "a flag in angle brackets", '<').substring(1);
    }

    static String remedy() {
        return "save the TextGrid again as a text file, or correct it";
    }

    /** A token of a kind, which its first character tells. */
    private String token(String what, String kind, char first) {
        String token = next();
        if (token.isEmpty()) {
            throw source.fault(line, "the file ends where " + what + " should be", remedy());
        }
        if (token.charAt(0) != first) {
            throw source.fault(
                    startLine,
                    "found " + Source.quoted(token.substring(1)) + " where " + what + " should be, " + kind,
                    remedy());
        }
        return token;
    }

    /** The next token behind its kind: a quotation mark, a zero or an angle bracket. Empty at the end. */
    private String next() {
        while (skipSpace()) {
            startLine = line;
            char first = text.charAt(at);
            if (first == '"') {
                return quoted();
            }
            int from = at;
            if (first == '!') {
                skipLine();
            } else {
                skipWord();
                String word = text.substring(from, at);
                if (first == '<') {
                    return word;
                }
                if (NUMBER.matcher(word).matches()) {
                    return "0" + word;
                }
            }
        }
        return "";
    }

    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            countLine();
            at++;
        }
        return at < text.length();
    }

    private void skipWord() {
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    /** A quotation mark within is doubled. */
    private String quoted() {
        StringBuilder content = new StringBuilder("\"");
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == '"';
                at += doubled ? 2 : 1;
                if (!doubled) {
                    return content.toString();
                }
            } else {
                countLine();
                at++;
            }
            content.append(c);
        }
        throw source.fault(startLine, "a quotation mark is not closed", remedy());
    }

    /** Line ends are LF, CR LF or, from old Macs, CR. */
    private void countLine() {
        char c = text.charAt(at);
        boolean windows = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        line += c == '\n' || (c == '\r' && !windows) ? 1 : 0;
    }
}
