package attune.runs;

import java.util.Map;

/**
 * The error rates of a recipe on held-out examples, averaged over its runs. Implemented by records, whose components
 * appear in result files.
 */
public interface Rates {

    /**
     * What the examples are, for the user.
     *
     * @return such as "63 clips, 592 words"
     */
    String measuredOn();

    /**
     * The number of runs averaged.
     *
     * @return 1 or more
     */
    int runs();

    /**
     * The name of the error rate, for a column heading.
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
     * @return fractions by column heading; by default none
     */
    default Map<String, Double> further() {
        return Map.of();
    }
}
