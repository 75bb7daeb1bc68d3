package attune.rounding;

/** Rounds to decimals, ties upwards: thousandths are enough for times, ten thousandths for confidences. */
public final class Rounded {
    private Rounded() {}

    /**
     * To two decimals.
     *
     * @param value finite
     * @return the nearest hundredth
     */
    public static double hundredths(double value) {
        return Math.round(value * 1e2) / 1e2;
    }

    /**
     * To three decimals.
     *
     * @param value finite
     * @return the nearest thousandth
     */
    public static double thousandths(double value) {
        return Math.round(value * 1e3) / 1e3;
    }

    /**
     * To four decimals.
     *
     * @param value finite
     * @return the nearest ten thousandth
     */
    public static double tenThousandths(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
