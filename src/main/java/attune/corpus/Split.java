package attune.corpus;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A corpus in two parts: one to train on, one held out to choose models by. Clips with the same text are on the same
 * side, because a network that has memorised a sentence would do well on its other recordings for the wrong reason.
 *
 * @param train the greater part, ordered by id
 * @param dev the held-out part, ordered by id
 */
public record Split(List<Utterance> train, List<Utterance> dev) {

    /** Copies the lists. */
    public Split {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
    }

    /** Clips that stay together, and their place in the draw. */
    private record Group(long draw, String key, List<Utterance> utterances) {}

    /**
     * Draws the held-out clips. Which they are depends on the seed and the utterances, not on their order: each group
     * of equal texts gets its place in the draw from its text.
     *
     * @param utterances at least two, no two ids alike
     * @param devShare share of clips to hold out, between 0 and 1; approached from below as closely as the groups
     *     allow, but at least one group is held out and at least one is not
     * @param normalizer texts that it makes equal count as the same
     * @param seed the run's
     * @return both parts, neither empty
     * @throws UserFault if all clips have one text, so that none can be held out
     */
    public static Split of(List<Utterance> utterances, double devShare, TextNormalizer normalizer, RunSeed seed) {
        if (!(devShare > 0 && devShare < 1)) {
            throw new IllegalArgumentException("the share to hold out must be between 0 and 1: " + devShare);
        }
        List<Group> groups = groups(utterances, normalizer, seed);
        if (groups.size() < 2) {
            throw new UserFault(
                    utterances.isEmpty() ? "split" : utterances.get(0).where(),
                    "no clip can be held out: all " + utterances.size() + " have the same text",
                    "give clips with different texts, or a dev manifest of your own");
        }
        long wanted = Math.round(devShare * utterances.size());
        List<Utterance> train = new ArrayList<>();
        List<Utterance> dev = new ArrayList<>();
        for (Group group : groups) {
            boolean fits = dev.size() + group.utterances.size() <= wanted;
            (fits ? dev : train).addAll(group.utterances);
        }
        return ordered(train, dev, groups);
    }

    private static Split ordered(List<Utterance> train, List<Utterance> dev, List<Group> groups) {
        Group smallest = groups.stream()
                .min(Comparator.comparingInt(group -> group.utterances.size()))
                .orElseThrow();
        if (dev.isEmpty()) {
            dev.addAll(smallest.utterances);
            train.removeAll(smallest.utterances);
        } else if (train.isEmpty()) {
            train.addAll(smallest.utterances);
            dev.removeAll(smallest.utterances);
        }
        Comparator<Utterance> byId = Comparator.comparing(Utterance::id);
        train.sort(byId);
        dev.sort(byId);
        return new Split(train, dev);
    }

    // In the order of the draw. Groups that draw alike, which 64 bits make unlikely, are ordered by text.
    private static List<Group> groups(List<Utterance> utterances, TextNormalizer normalizer, RunSeed seed) {
        return SameText.groups(utterances, normalizer).entrySet().stream()
                .map(group -> new Group(seed.derive("hold out " + group.getKey()), group.getKey(), group.getValue()))
                .sorted(Comparator.comparingLong(Group::draw).thenComparing(Group::key))
                .toList();
    }
}
