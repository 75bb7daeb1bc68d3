package attune.corpus;

import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Clips that belong on one side of every division of a corpus, because they have the same text. */
final class SameText {
    private SameText() {}

    /** The groups by name, the clips in the order given. A clip without text is a group of its own. */
    static Map<String, List<Utterance>> groups(List<Utterance> utterances, TextNormalizer normalizer) {
        Map<String, List<Utterance>> groups = new HashMap<>();
        for (Utterance utterance : utterances) {
            String key = utterance
                    .text()
                    .map(text -> "text " + normalizer.normalize(text))
                    .orElseGet(() -> "clip " + utterance.id());
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(utterance);
        }
        return groups;
    }
}
