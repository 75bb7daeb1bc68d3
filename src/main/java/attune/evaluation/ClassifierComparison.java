package attune.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two classifiers on the same items.
 *
 * @param bootstrap the difference of their error rates and its interval; negative if the candidate is better
 * @param mcNemar whether it is more than chance
 */
public record ClassifierComparison(PairedBootstrap bootstrap, McNemar mcNemar) {
    /**
     * Compares item by item. The items are paired by id and may be in a different order; the classifiers may number the
     * classes differently.
     *
     * @param baseline answers of the classifier to beat
     * @param candidate answers of the other
     * @param bootstrap how to draw
     * @return the comparison
     * @throws IllegalArgumentException if the items are not the same
     */
    public static ClassifierComparison of(
            List<ClassifiedItem> baseline, List<ClassifiedItem> candidate, Bootstrap bootstrap) {
        Map<String, ClassifiedItem> unpaired = new HashMap<>();
        candidate.forEach(item -> unpaired.put(item.id(), item));
        long[] differences = new long[baseline.size()];
        long[] each = new long[baseline.size()];
        int onlyBaseline = 0;
        int onlyCandidate = 0;
        for (int i = 0; i < differences.length; i++) {
            ClassifiedItem partner = unpaired.remove(baseline.get(i).id());
            if (partner == null) {
                throw new IllegalArgumentException(baseline.get(i).id() + " has no partner");
            }
            long before = errors(baseline.get(i));
            long after = errors(partner);
            onlyBaseline += before < after ? 1 : 0;
            onlyCandidate += after < before ? 1 : 0;
            differences[i] = after - before;
            each[i] = 1;
        }
        if (!unpaired.isEmpty()) {
            throw new IllegalArgumentException(unpaired.keySet() + " have no partner");
        }
        return new ClassifierComparison(
                PairedBootstrap.of(differences, each, bootstrap), McNemar.of(onlyBaseline, onlyCandidate));
    }

    private static long errors(ClassifiedItem item) {
        return item.isAmong(1) ? 0 : 1;
    }

    /**
     * Whether the difference is more than chance.
     *
     * @return by McNemar's test, at a level of 5 %
     */
    public boolean isSignificant() {
        return mcNemar.pValue() < Bootstrap.SIGNIFICANT;
    }
}
