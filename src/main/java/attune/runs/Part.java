package attune.runs;

import java.math.BigDecimal;
import java.util.Optional;

/** How much of the training data a run learns from. */
public sealed interface Part {
    /**
     * The amount of speech, if that is the limit.
     *
     * @return by default none
     */
    default Optional<Minutes> amount() {
        return Optional.empty();
    }

    /**
     * The fold that is left out, if any.
     *
     * @return by default none
     */
    default Optional<AllBut> leftOut() {
        return Optional.empty();
    }

    /**
     * What the data is limited to.
     *
     * @return such as "the first 3 minutes"; empty where all of it is used
     */
    default Optional<String> limit() {
        return Optional.empty();
    }

    /** Everything but what is set aside for dev. */
    record Whole() implements Part {}

    /**
     * Some minutes of the speech, after dev is set aside. Smaller parts are subsets of larger ones.
     *
     * @param minutes finite and positive
     */
    record Minutes(double minutes) implements Part {
        /** Refuses amounts that are not positive. */
        public Minutes {
            if (!(minutes > 0 && minutes < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("an amount must be finite and positive: " + minutes);
            }
        }

        @Override
        public Optional<Minutes> amount() {
            return Optional.of(this);
        }

        @Override
        public Optional<String> limit() {
            return Optional.of("the first " + text() + " minutes");
        }

        /**
         * The number as people write it.
         *
         * @return such as "3" or "0.5"
         */
        public String text() {
            return BigDecimal.valueOf(minutes).stripTrailingZeros().toPlainString();
        }
    }

    /**
     * Everything but one fold, on which the run is tested. Dev is set aside from the rest.
     *
     * @param fold number of the fold left out, from 1
     * @param folds number of folds, at least 2
     */
    record AllBut(int fold, int folds) implements Part {
        /** Refuses a fold that does not exist. */
        public AllBut {
            if (folds < 2 || fold < 1 || fold > folds) {
                throw new IllegalArgumentException("there is no fold " + fold + " of " + folds);
            }
        }

        @Override
        public Optional<AllBut> leftOut() {
            return Optional.of(this);
        }

        @Override
        public Optional<String> limit() {
            return Optional.of("all but fold " + fold + " of " + folds);
        }
    }
}
