package attune.corpus;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A corpus in three sets: to train on, to choose by, and to test on. What a network could know by heart is on one side:
 * clips of one speaker, where the manifest names them, and clips whose texts are the same or differ in a single word.
 *
 * @param train the rest
 * @param dev to choose epochs and settings by
 * @param test to be scored once
 */
public record ThreeSets(List<Utterance> train, List<Utterance> dev, List<Utterance> test) {

    /** Copies the lists. */
    public ThreeSets {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        test = List.copyOf(test);
    }

    /**
     * How to divide.
     *
     * @param dev share of the clips, from 0 to below 1
     * @param test share of the clips; both together below 1
     * @param bySpeaker whether the clips of one speaker stay together
     */
    public record Shares(double dev, double test, boolean bySpeaker) {
        /** Refuses shares that leave nothing to train on. */
        public Shares {
            if (!(dev >= 0 && test >= 0 && dev + test < 1)) {
                throw new UserFault(
                        named("dev") + " " + dev + ", " + named("test") + " " + test,
                        "the shares must not be negative, and together less than 1",
                        "give shares such as 0.1");
            }
        }
    }

    /** Clips that stay together, with their place in the draw. */
    private record Group(long draw, String name, List<Utterance> clips) {}

    /**
     * Divides a corpus. Which clip is where depends on the clips and the seed, not on their order.
     *
     * @param utterances no two ids alike
     * @param shares of the clips, approached from below as closely as the groups allow
     * @param normalizer texts that it makes equal count as the same
     * @param seed draws the groups
     * @return the sets, each ordered by id
     * @throws UserFault if all clips belong together, or the shares leave a wanted set empty
     */
    public static ThreeSets of(List<Utterance> utterances, Shares shares, TextNormalizer normalizer, RunSeed seed) {
        List<Group> groups = Kinship.groups(utterances, normalizer, shares.bySpeaker).stream()
                .map(clips -> group(clips, seed))
                .sorted(Comparator.comparingLong(Group::draw).thenComparing(Group::name))
                .toList();
        long testClips = Math.round(shares.test * utterances.size());
        long devClips = Math.round(shares.dev * utterances.size());
        List<Utterance> train = new ArrayList<>();
        List<Utterance> dev = new ArrayList<>();
        List<Utterance> test = new ArrayList<>();
        for (Group group : groups) {
            if (test.size() + group.clips.size() <= testClips) {
                test.addAll(group.clips);
            } else if (dev.size() + group.clips.size() <= devClips) {
                dev.addAll(group.clips);
            } else {
                train.addAll(group.clips);
            }
        }
        requireClips(utterances, shares.test > 0 && test.isEmpty(), "test", groups.size(), shares);
        requireClips(utterances, shares.dev > 0 && dev.isEmpty(), "dev", groups.size(), shares);
        if (train.isEmpty()) {
            throw new UserFault(
                    utterances.get(0).where(),
                    "dev and test take all " + utterances.size() + " clips, so none is left to train on",
                    "give smaller shares");
        }
        return new ThreeSets(ordered(train), ordered(dev), ordered(test));
    }

    private static Group group(List<Utterance> clips, RunSeed seed) {
        String name =
                clips.stream().map(Utterance::id).min(Comparator.naturalOrder()).orElseThrow();
        return new Group(seed.derive("split " + name), name, clips);
    }

    private static void requireClips(
            List<Utterance> utterances, boolean missing, String set, int groups, Shares shares) {
        if (missing) {
            throw new UserFault(
                    utterances.get(0).where(),
                    "no clip can be put into " + set + ": the " + utterances.size() + " clips are " + groups
                            + (groups == 1 ? " group" : " groups") + " of the same "
                            + (shares.bySpeaker ? "speaker or " : "") + "text, each larger than the share",
                    shares.bySpeaker ? "give a larger share, or let speakers be divided" : "give a larger share");
        }
    }

    private static List<Utterance> ordered(List<Utterance> clips) {
        return clips.stream().sorted(Comparator.comparing(Utterance::id)).toList();
    }
}
