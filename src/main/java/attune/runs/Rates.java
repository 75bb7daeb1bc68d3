package attune.runs;

import java.util.Map;

/**
 * The errors of a recipe on held-out examples, the mean over its runs. Implemented by records, whose components are what
 * result files show.
 */
public interface Rates {

    /**
     * What the examples are, for the user.
     *
     * @return such as "63 clips, 592 words"
     */
    String measuredOn();

    /**
     * How many runs the mean is over.
     *
     * @return 1 or more
     */
    int runs();

    /**
     * What goes wrong, for the head of a column.
     *
     * @return such as "WER"
     */
    String errorName();

    /**
     * The error rate that recipes are ranked by.
     *
     * @return a fraction
     */
    double error();

    /**
     * The lower end of its 95 % interval over examples.
     *
     * @return a fraction
     */
    double errorLow();

    /**
     * The upper end of its 95 % interval over examples.
     *
     * @return a fraction
     */
    double errorHigh();

    /**
     * Further error rates, which break ties.
     *
     * @return fractions by the head of their column; by default none
     */
    default Map<String, Double> further() {
        return Map.of();
    }
}
