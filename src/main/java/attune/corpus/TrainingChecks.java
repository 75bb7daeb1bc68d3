package attune.corpus;

import static attune.fault.Parameter.named;

import attune.ctc.CtcLoss;
import attune.fault.UserFault;
import attune.text.Alphabet;
import attune.text.Spelling;
import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleToIntFunction;

/**
 * What must be true of utterances before a network can learn from them with the CTC loss: every transcript has
 * characters, the alphabet has all of these, and the clip gives enough frames for them. Checked before training starts,
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
     * @param frames how many frames the network puts out for a clip of a given length in seconds
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
     * @throws UserFault for the first rule that is broken, covering all utterances that break it
     */
    public void require(List<Utterance> utterances) {
        for (Finding finding : findings(utterances)) {
            throw finding.fault();
        }
    }

    /**
     * Everything that is wrong. An utterance is in one finding at most.
     *
     * @param utterances clips of known length
     * @return at most one finding for each rule, in the order of {@link Rule}; empty when all is well
     */
    public List<Finding> findings(List<Utterance> utterances) {
        Map<Rule, List<Utterance>> broken = new EnumMap<>(Rule.class);
        for (Utterance utterance : utterances) {
            broken(utterance)
                    .ifPresent(rule ->
                            broken.computeIfAbsent(rule, r -> new ArrayList<>()).add(utterance));
        }
        return broken.entrySet().stream()
                .map(entry -> new Finding(entry.getKey(), entry.getValue(), fault(entry.getKey(), entry.getValue())))
                .toList();
    }

    private Optional<Rule> broken(Utterance utterance) {
        String text = normalized(utterance);
        if (text.isEmpty()) {
            return Optional.of(Rule.EMPTY_TEXT);
        }
        if (!alphabet.unknown(text).isEmpty()) {
            return Optional.of(Rule.UNKNOWN_CHARACTER);
        }
        boolean fits = frames(utterance) >= CtcLoss.minimumFrames(alphabet.encode(text));
        return fits ? Optional.empty() : Optional.of(Rule.TOO_FEW_FRAMES);
    }

    private UserFault fault(Rule rule, List<Utterance> breaking) {
        Utterance first = breaking.get(0);
        String likewise =
                Faults.likewise(breaking.stream().map(Utterance::where).toList());
        return switch (rule) {
            case EMPTY_TEXT ->
                new UserFault(first.where(), emptiness(first) + likewise, "give the words spoken, or remove the clip");
            case UNKNOWN_CHARACTER -> {
                Map<String, Integer> unknown = unknownMostFrequentFirst(breaking);
                yield new UserFault(
                        first.where(),
                        "text has characters that the alphabet lacks" + likewise + ", in all "
                                + Alphabet.describe(unknown) + Spelling.suggestions(unknown.keySet(), alphabet),
                        "write them with characters of the alphabet (numbers as words), or adapt with an "
                                + named("alphabet") + " that has them, such as " + named("alphabet")
                                + " auto: all characters of the transcripts");
            }
            case TOO_FEW_FRAMES ->
                new UserFault(
                        first.where(),
                        crowding(first) + likewise,
                        "shorten the text, split the clip, or use a model with a shorter frame step");
        };
    }

    private static String emptiness(Utterance utterance) {
        return utterance
                .text()
                .map(text -> "text " + Faults.quoted(text) + " has no character left to learn")
                .orElse("has no text");
    }

    private String crowding(Utterance utterance) {
        int[] labels = alphabet.encode(normalized(utterance));
        int repeated = CtcLoss.minimumFrames(labels) - labels.length;
        return "text has " + labels.length + " labels" + (repeated == 0 ? "" : " (" + repeated + " repeated)")
                + " but the clip gives only " + frames(utterance) + " frames";
    }

    private Map<String, Integer> unknownMostFrequentFirst(List<Utterance> utterances) {
        Map<String, Integer> counts =
                alphabet.unknown(utterances.stream().map(this::normalized).toList());
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private String normalized(Utterance utterance) {
        return normalizer.normalize(utterance.text().orElse(""));
    }

    private int frames(Utterance utterance) {
        return frames.applyAsInt(utterance.clip().knownDurationSeconds());
    }
}
