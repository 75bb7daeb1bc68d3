package attune.corpus;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.files.Digest;
import attune.text.TextNormalizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A corpus in folds of about equal length, for cross-validation. As in {@link Split}, clips with the same text are in one
 * fold. The longest group goes first, each into the fold that is shortest at that point; which clips a fold has depends
 * on the clips alone, not on their order.
 */
public final class Folds {
    private final List<Utterance> all;
    private final List<List<Utterance>> folds;

    private Folds(List<Utterance> all, List<List<Utterance>> folds) {
        this.all = all;
        this.folds = folds;
    }

    private record Group(String digest, double seconds, List<Utterance> utterances) {
        // In the order of ids, since a sum of doubles depends on their order.
        static Group of(String key, List<Utterance> utterances) {
            List<Utterance> ordered = utterances.stream()
                    .sorted(Comparator.comparing(Utterance::id))
                    .toList();
            return new Group(Digest.sha256(key.getBytes(StandardCharsets.UTF_8)), Folds.seconds(ordered), ordered);
        }
    }

    /**
     * Divides a corpus.
     *
     * @param utterances no two ids alike, lengths known
     * @param count how many folds, at least 2
     * @param normalizer texts that it makes equal count as the same
     * @return the folds, none empty
     * @throws UserFault if there are fewer different texts than folds
     */
    public static Folds of(List<Utterance> utterances, int count, TextNormalizer normalizer) {
        List<Group> groups = SameText.groups(utterances, normalizer).entrySet().stream()
                .map(group -> Group.of(group.getKey(), group.getValue()))
                .sorted(Comparator.comparingDouble(Group::seconds).reversed().thenComparing(Group::digest))
                .toList();
        if (groups.size() < count) {
            throw new UserFault(
                    named("folds") + " " + count,
                    "clips with the same text belong in one fold, but the " + utterances.size() + " clips have only "
                            + groups.size() + " different texts",
                    "ask for fewer folds, or give more speech");
        }
        double[] seconds = new double[count];
        List<List<Utterance>> folds = new ArrayList<>();
        IntStream.range(0, count).forEach(fold -> folds.add(new ArrayList<>()));
        for (Group group : groups) {
            int shortest = IntStream.range(0, count)
                    .boxed()
                    .min(Comparator.comparingDouble(fold -> seconds[fold]))
                    .orElseThrow();
            folds.get(shortest).addAll(group.utterances);
            seconds[shortest] += group.seconds;
        }
        return new Folds(List.copyOf(utterances), folds);
    }

    /**
     * A fold.
     *
     * @param fold from 1
     * @return its clips, ordered by id
     */
    public List<Utterance> heldOut(int fold) {
        return folds.get(fold - 1).stream()
                .sorted(Comparator.comparing(Utterance::id))
                .toList();
    }

    /**
     * The training clips while a fold is held out.
     *
     * @param fold from 1
     * @return the clips of all other folds, in the order of the corpus
     */
    public List<Utterance> allBut(int fold) {
        Set<String> heldOut = new HashSet<>();
        folds.get(fold - 1).forEach(utterance -> heldOut.add(utterance.id()));
        return all.stream()
                .filter(utterance -> !heldOut.contains(utterance.id()))
                .toList();
    }

    static double seconds(List<Utterance> utterances) {
        return utterances.stream()
                .mapToDouble(utterance -> utterance.clip().knownDurationSeconds())
                .sum();
    }
}
