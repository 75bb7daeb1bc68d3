package attune.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes sure that no two utterances of a list have the same id. */
final class UtteranceIds {

    private UtteranceIds() {}

    static void requireUnique(List<Utterance> utterances) {
        Faults faults = new Faults();
        firsts(utterances, faults);
        faults.throwIfAny();
    }

    /** The first utterance with each id; the others are noted as faults. */
    static List<Utterance> firsts(List<Utterance> utterances, Faults faults) {
        return firsts(utterances, "remove one of the two, or give different ids", faults);
    }

    /** The same with another remedy. */
    static List<Utterance> firsts(List<Utterance> utterances, String remedy, Faults faults) {
        List<Utterance> firsts = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (Utterance utterance : utterances) {
            String before = seen.putIfAbsent(utterance.id(), utterance.where());
            if (before == null) {
                firsts.add(utterance);
            } else {
                faults.add(
                        utterance.where(),
                        "utterance " + Faults.quoted(utterance.id()) + " was already given at " + before,
                        remedy);
            }
        }
        return firsts;
    }

    /**
     * Joined corpora may well both have a {@code clips/1.wav}: such clips are told apart by their absolute paths. Ids
     * that are still equal then are one clip given twice.
     */
    static List<Utterance> toldApart(List<Utterance> joined) {
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (Utterance utterance : joined) {
            if (!seen.add(utterance.id())) {
                shared.add(utterance.id());
            }
        }
        return joined.stream()
                .map(utterance ->
                        shared.contains(utterance.id()) ? utterance.withId(longId(utterance.clip())) : utterance)
                .toList();
    }

    private static String longId(Clip clip) {
        return Clip.name(clip.audio().toString(), clip.offsetSeconds());
    }
}
