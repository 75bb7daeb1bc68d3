package attune.vision;

import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The order in which pictures are shown: in rounds of one picture per class, in random order, so that a class with few
 * pictures counts as much as one with many. Within a class every picture is shown once before any is repeated. A
 * picture's position depends on the seed alone, not on what was shown before.
 */
final class BalancedOrder {
    private final List<List<Integer>> classes = new ArrayList<>();
    private final RunSeed seed;

    /**
     * One showing.
     *
     * @param picture its index in the set
     * @param showing number of times it was shown before
     */
    record Shown(int picture, int showing) {}

    /** An order over pictures, balanced over their classes. */
    BalancedOrder(List<LabelledPicture> pictures, RunSeed seed) {
        this.seed = seed;
        Map<Integer, List<Integer>> byClass = new HashMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            byClass.computeIfAbsent(pictures.get(i).label(), label -> new ArrayList<>())
                    .add(i);
        }
        byClass.keySet().stream().sorted().map(byClass::get).forEach(classes::add);
    }

    /** The showings at some positions of the endless order, counted from 0. */
    List<Shown> at(long from, int count) {
        Map<String, List<Integer>> orders = new HashMap<>();
        List<Shown> shown = new ArrayList<>();
        for (long place = from; place < from + count; place++) {
            long round = place / classes.size();
            List<Integer> turn = orders.computeIfAbsent(
                    "round " + round, key -> shuffled(classes.size(), seed.derive("order of classes", round)));
            int label = turn.get((int) (place % classes.size()));
            List<Integer> own = classes.get(label);
            int pass = Math.toIntExact(round / own.size());
            List<Integer> order = orders.computeIfAbsent(
                    label + " pass " + pass,
                    key -> shuffled(own.size(), seed.derive("order of pictures", label, pass)));
            shown.add(new Shown(own.get(order.get((int) (round % own.size()))), pass));
        }
        return shown;
    }

    private static List<Integer> shuffled(int count, long seed) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, new Random(seed));
        return numbers;
    }
}
