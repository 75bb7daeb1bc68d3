package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelTrieTest {

    @Test
    void anEmptyTrieHasOnlyItsRoot() {
        LabelTrie trie = new LabelTrie(List.of());

        assertThat(trie.size()).isEqualTo(1);
        assertThat(trie.child(LabelTrie.ROOT, 0)).isEqualTo(LabelTrie.NONE);
        assertThat(trie.value(LabelTrie.ROOT)).isEqualTo(LabelTrie.NONE);
    }

    @Test
    void holdsItsSequencesAndTheirBeginningsAndNothingElse() {
        long seed = 53;
        System.out.println("seed " + seed);
        for (int round = 0; round < 100; round++) {
            SplittableRandom random = new RunSeed(seed).stream("trie", round);
            Map<String, Integer> values = new TreeMap<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                values.put(word(random, 1 + random.nextInt(5)), i);
            }
            List<LabelTrie.Entry> entries = new ArrayList<>();
            Set<String> beginnings = new HashSet<>(Set.of(""));
            values.forEach((word, value) -> {
                entries.add(new LabelTrie.Entry(word.chars().toArray(), value));
                for (int length = 1; length <= word.length(); length++) {
                    beginnings.add(word.substring(0, length));
                }
            });

            LabelTrie trie = new LabelTrie(entries);

            assertThat(trie.size()).as("round %d", round).isEqualTo(beginnings.size());
            for (Map.Entry<String, Integer> entry : values.entrySet()) {
                assertThat(trie.value(walk(trie, entry.getKey())))
                        .as("round %d, %s", round, entry.getKey())
                        .isEqualTo(entry.getValue());
            }
            for (int i = 0; i < 50; i++) {
                String word = word(random, random.nextInt(5));
                int node = walk(trie, word);
                assertThat(node != LabelTrie.NONE).as(word).isEqualTo(beginnings.contains(word));
                if (node != LabelTrie.NONE) {
                    assertThat(trie.value(node)).isEqualTo(values.getOrDefault(word, LabelTrie.NONE));
                }
            }
        }
    }

    private static int walk(LabelTrie trie, String word) {
        int node = LabelTrie.ROOT;
        for (int label : word.chars().toArray()) {
            node = node == LabelTrie.NONE ? node : trie.child(node, label);
        }
        return node;
    }

    private static String word(SplittableRandom random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abc".charAt(random.nextInt(3)));
        }
        return word.toString();
    }
}
