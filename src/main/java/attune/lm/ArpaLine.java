package attune.lm;

/** One n-gram of an ARPA file: the base-10 logarithm of its probability, its tokens, and perhaps a back-off weight. */
final class ArpaLine {
    /** Probabilities are rounded to a few digits, so 1 may come out as a little more. */
    private static final double ROUNDING_LOG10 = 1e-4;

    private static final String REMEDY = "write the file again with the program that estimated it";
    private static final double LN_10 = Math.log(10);

    private final String[] fields;
    private final TextLines lines;
    private float logProb;
    private float backoff;

    /**
     * A line parser, used again and again.
     *
     * @param n number of tokens in each n-gram
     * @param lines for messages
     */
    ArpaLine(int n, TextLines lines) {
        this.fields = new String[n + 2];
        this.lines = lines;
    }

    void parse(String line) {
        int n = fields.length - 2;
        int found = split(line);
        if (found < n + 1 || found > n + 2) {
            throw lines.fault(
                    "has " + found + " fields; a " + n + "-gram has " + (n + 1) + ", or " + (n + 2)
                            + " with a back-off weight",
                    REMEDY);
        }
        double log10 = number(fields[0]);
        if (log10 > ROUNDING_LOG10) {
            throw lines.fault("the logarithm of a probability is " + fields[0] + ", above 0", REMEDY);
        }
        logProb = natural(Math.min(0, log10), fields[0]);
        backoff = found == n + 2 ? natural(number(fields[n + 1]), fields[n + 1]) : 0;
    }

    /** A token, as vocabularies have it. */
    String token(int index) {
        return SpecialTokens.fromArpa(fields[index + 1]);
    }

    int length() {
        return fields.length - 2;
    }

    /** Natural logarithm. */
    float logProb() {
        return logProb;
    }

    /** Natural logarithm; 0 where the line has none. */
    float backoff() {
        return backoff;
    }

    /** Fills the fields; counts those beyond the last too. */
    private int split(String line) {
        int found = 0;
        int at = 0;
        while (at < line.length()) {
            int end = at;
            while (end < line.length() && line.charAt(end) > ' ') {
                end++;
            }
            if (end > at) {
                if (found < fields.length) {
                    fields[found] = line.substring(at, end);
                }
                found++;
            }
            at = end + 1;
        }
        return found;
    }

    private double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw lines.fault("'" + text + "' is not a number", REMEDY);
        }
    }

    private float natural(double log10, String text) {
        float natural = (float) (log10 * LN_10);
        if (!Float.isFinite(natural)) {
            throw lines.fault("'" + text + "' is not a finite number", REMEDY);
        }
        return natural;
    }
}
