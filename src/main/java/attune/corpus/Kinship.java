package attune.corpus;

import attune.seed.RunSeed;
import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which clips belong on one side of a division: those of one speaker, and those whose texts are
 * the same or differ in a single word.
 */
final class Kinship {
    /** Keys that name the speaker: ours, NeMo's, Common Voice's, Kaldi's. */
    private static final List<String> SPEAKER_KEYS = List.of("speaker", "speaker_id", "client_id", "spk");

    /** Two shorter texts that differ in a word may have nothing to do with each other. */
    private static final int WORDS_TO_COMPARE = 4;

    private final int[] parents;

    private Kinship(int clips) {
        parents = new int[clips];
        Arrays.setAll(parents, clip -> clip);
    }

    /**
     * The speaker of a clip, where its manifest tells.
     *
     * @return the name
     */
    static Optional<String> speaker(Utterance utterance) {
        return SPEAKER_KEYS.stream()
                .map(utterance.extra()::get)
                .filter(name -> name != null && !name.isBlank())
                .findFirst();
    }

    /**
     * Groups clips.
     *
     * @param bySpeaker whether clips of one speaker belong together
     * @return the groups, each in the order given, together all clips
     */
    static Collection<List<Utterance>> groups(
            List<Utterance> utterances, TextNormalizer normalizer, boolean bySpeaker) {
        Kinship kinship = new Kinship(utterances.size());
        Map<Object, Integer> firsts = new HashMap<>();
        for (int clip = 0; clip < utterances.size(); clip++) {
            for (Object trait : traits(utterances.get(clip), normalizer, bySpeaker)) {
                Integer first = firsts.putIfAbsent(trait, clip);
                if (first != null) {
                    kinship.join(first, clip);
                }
            }
        }
        Map<Integer, List<Utterance>> groups = new LinkedHashMap<>();
        for (int clip = 0; clip < utterances.size(); clip++) {
            groups.computeIfAbsent(kinship.root(clip), root -> new ArrayList<>())
                    .add(utterances.get(clip));
        }
        return groups.values();
    }

    /** Two clips with a trait in common belong together. */
    private static List<Object> traits(Utterance utterance, TextNormalizer normalizer, boolean bySpeaker) {
        List<Object> traits = new ArrayList<>();
        if (bySpeaker) {
            speaker(utterance).ifPresent(name -> traits.add("speaker " + name));
        }
        String text = normalizer.normalize(utterance.text().orElse(""));
        if (text.isEmpty()) {
            return traits;
        }
        traits.add("text " + text);
        traits.addAll(nearTexts(text));
        return traits;
    }

    /**
     * A text with each of its words left open in turn: texts that differ in a single word have one in common. Each is a
     * number of 64 bits made of the words before and after the open one, so that a long text needs no more than a short
     * one for each of its words; of a hundred million, two different ones are equal once in four thousand corpora.
     */
    static Set<Long> nearTexts(String text) {
        String[] words = text.split(" ", -1);
        if (words.length < WORDS_TO_COMPARE) {
            return Set.of();
        }
        long[] after = new long[words.length + 1];
        for (int i = words.length - 1; i >= 0; i--) {
            after[i] = RunSeed.mix(after[i + 1] + hash(words[i]));
        }
        Set<Long> near = new HashSet<>();
        long before = 0;
        for (int left = 0; left < words.length; left++) {
            near.add(RunSeed.mix(before) + after[left + 1]);
            before = RunSeed.mix(before + hash(words[left]));
        }
        return near;
    }

    /** FNV-1a over the characters. */
    private static long hash(String word) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private int root(int clip) {
        int root = clip;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    private void join(int one, int other) {
        parents[root(other)] = root(one);
    }
}
