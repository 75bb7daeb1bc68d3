package attune.corpus;

import attune.fault.UserFault;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleToIntFunction;

/**
 * What must be true of utterances before a network can learn from them with the CTC loss: every transcript has
 * characters, the alphabet has all of these, and the clip gives frames enough for them. Checked before training starts,
 * because during training an impossible clip shows only as an infinite loss.
 *
 * <p>Immutable, and as safe to share between threads as the function it was given.
 */
public final class TrainingChecks {
    private final TextNormalizer normalizer;
    private final Alphabet alphabet;
    private final DoubleToIntFunction frames;

    /** What can be wrong. */
    public enum Rule {
        /** There is no transcript, or nothing is left of it once normalised. */
        EMPTY_TEXT,
        /** The transcript has characters that the alphabet lacks. */
        UNKNOWN_CHARACTER,
        /** The transcript needs more frames than the clip has. */
        TOO_FEW_FRAMES
    }

    /**
     * One rule broken, by one or more utterances.
     *
     * @param rule which
     * @param utterances those that break it, in the order they were given; training without them is possible
     * @param fault the message for all of them
     */
    public record Finding(Rule rule, List<Utterance> utterances, UserFault fault) {

        /** Copies the list. */
        public Finding {
            utterances = List.copyOf(utterances);
        }
    }

    /**
     * Checks for one model.
     *
     * @param normalizer the model's
     * @param alphabet the model's
     * @param frames how many frames the network puts out for a clip of so many seconds
     */
    public TrainingChecks(TextNormalizer normalizer, Alphabet alphabet, DoubleToIntFunction frames) {
        this.normalizer = normalizer;
        this.alphabet = alphabet;
        this.frames = frames;
    }

    /**
     * Refuses utterances that cannot be trained on.
     *
     * @param utterances clips of known length
     * @throws UserFault for the first rule that is broken, telling of all utterances that break it
     */
    public void require(List<Utterance> utterances) {
        for (Finding finding : findings(utterances)) {
            throw finding.fault();
        }
    }

    /**
     * All that is wrong. An utterance is in one finding at most.
     *
     * @param utterances clips of known length
     * @return at most one finding for each rule, in the order of {@link Rule}; empty when all is well
     */
    public List<Finding> findings(List<Utterance> utterances) {
        List<Utterance> empty = new ArrayList<>();
        List<Utterance> unknown = new ArrayList<>();
        List<Utterance> crowded = new ArrayList<>();
        Faults emptyFaults = new Faults();
        Faults crowdedFaults = new Faults();
        Map<String, Integer> characters = new LinkedHashMap<>();
        for (Utterance utterance : utterances) {
            String text = normalizer.normalize(utterance.text().orElse(""));
            Map<String, Integer> lacking = alphabet.unknown(text);
            lacking.forEach((character, count) -> characters.merge(character, count, Integer::sum));
            if (text.isEmpty()) {
                empty.add(utterance);
                addEmpty(utterance, emptyFaults);
            } else if (!lacking.isEmpty()) {
                unknown.add(utterance);
            } else if (addIfCrowded(utterance, alphabet.encode(text), crowdedFaults)) {
                crowded.add(utterance);
            }
        }
        List<Finding> findings = new ArrayList<>();
        emptyFaults.all().forEach(fault -> findings.add(new Finding(Rule.EMPTY_TEXT, empty, fault)));
        if (!unknown.isEmpty()) {
            findings.add(new Finding(Rule.UNKNOWN_CHARACTER, unknown, unknownFault(unknown, characters)));
        }
        crowdedFaults.all().forEach(fault -> findings.add(new Finding(Rule.TOO_FEW_FRAMES, crowded, fault)));
        return findings;
    }

    /**
     * The fewest frames in which CTC can write some labels: one each, and a blank between every two neighbours that are
     * alike (Graves et al. 2006, section 3: the collapse removes repeats before blanks).
     *
     * @param labels without blanks
     * @return number of frames
     */
    public static int fewestFrames(int[] labels) {
        return labels.length + repeats(labels);
    }

    private static int repeats(int[] labels) {
        int repeats = 0;
        for (int i = 1; i < labels.length; i++) {
            repeats += labels[i] == labels[i - 1] ? 1 : 0;
        }
        return repeats;
    }

    private static void addEmpty(Utterance utterance, Faults faults) {
        String problem = utterance.text().isEmpty()
                ? "has no text"
                : "text " + Faults.quoted(utterance.requireText()) + " has nothing to write";
        faults.add(utterance.where(), problem, "give the words spoken, or remove the clip");
    }

    private boolean addIfCrowded(Utterance utterance, int[] labels, Faults faults) {
        int given = frames.applyAsInt(utterance.clip().knownDurationSeconds());
        if (given >= fewestFrames(labels)) {
            return false;
        }
        int repeated = repeats(labels);
        faults.add(
                utterance.where(),
                "text has " + labels.length + " labels" + (repeated == 0 ? "" : " (" + repeated + " repeated)")
                        + " but the clip gives only " + given + " frames",
                "shorten the text, split the clip, or use a model with a shorter frame step");
        return true;
    }

    private static UserFault unknownFault(List<Utterance> unknown, Map<String, Integer> characters) {
        Map<String, Integer> mostFrequentFirst = new LinkedHashMap<>();
        characters.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> mostFrequentFirst.put(entry.getKey(), entry.getValue()));
        List<String> others = unknown.stream()
                .skip(1)
                .limit(Faults.NAMED - 1)
                .map(Utterance::where)
                .toList();
        return new UserFault(
                unknown.get(0).where(),
                "text has characters that the alphabet lacks"
                        + (others.isEmpty() ? "" : " (likewise " + Faults.named(others, unknown.size() - 1) + ")")
                        + ", in all " + Alphabet.describe(mostFrequentFirst),
                "write them with letters of the alphabet (numbers as words), or adapt to an alphabet that has them");
    }
}
