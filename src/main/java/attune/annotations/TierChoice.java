package attune.annotations;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of an annotation's tiers are read; {@link RecordingText} has the rules.
 *
 * @param wanted a tier's name, or a part of names; empty to decide by what tiers usually are called, and by their size
 */
record TierChoice(String wanted) {
    /** Names of tiers with what was said, the largest pieces first: they have punctuation. ORT is BAS's orthography. */
    private static final List<Set<String>> TEXTS = List.of(
            Set.of("sentence", "sentences", "utterance", "utterances", "phrase", "phrases"),
            Set.of(
                    "transcript",
                    "transcripts",
                    "transcription",
                    "transcriptions",
                    "orthography",
                    "ortho",
                    "ort",
                    "text",
                    "texts",
                    "tx"),
            Set.of("word", "words"));

    /** Names of tiers that say something else about the speech, some of them at greater length than its text. */
    private static final Set<String> OTHERS = Set.of(
            ("phone phones phoneme phonemes phonetic phonemic sampa ipa kan character characters letters syllable"
                            + " syllables pos lemma lemmas morph morphs morpheme morphemes gloss glosses ge translation"
                            + " translations ft note notes comment comments tone tones gesture gestures")
                    .split(" ", -1));

    private static final Pattern BETWEEN = Pattern.compile("[\\s_@.:/-]+");

    List<Tier> of(Source source, List<Tier> tiers) {
        if (!wanted.isEmpty()) {
            return named(source, tiers);
        }
        List<Tier> written =
                tiers.stream().filter(tier -> tier.lettersAndDigits() > 0).toList();
        if (written.isEmpty()) {
            throw source.fault(
                    "has no text in " + (tiers.isEmpty() ? "it" : "any of its tiers: " + names(tiers)),
                    "write what is said, or give another file");
        }
        List<Tier> likely = written.stream()
                .filter(tier -> parts(tier).stream().noneMatch(OTHERS::contains))
                .toList();
        List<Tier> candidates = likely.isEmpty() ? written : likely;
        for (Set<String> names : TEXTS) {
            List<Tier> found = candidates.stream()
                    .filter(tier -> parts(tier).stream().anyMatch(names::contains))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return largest(candidates);
    }

    private List<Tier> named(Source source, List<Tier> tiers) {
        String name = wanted.toLowerCase(Locale.ROOT);
        List<Tier> exact = tiers.stream()
                .filter(tier -> tier.name().toLowerCase(Locale.ROOT).equals(name))
                .toList();
        List<Tier> found = exact.isEmpty()
                ? tiers.stream().filter(tier -> parts(tier).contains(name)).toList()
                : exact;
        if (found.isEmpty()) {
            throw source.fault(
                    "has no tier " + Source.quoted(wanted),
                    tiers.isEmpty() ? "it has no tiers at all" : "its tiers are " + names(tiers));
        }
        return found;
    }

    private static List<Tier> largest(List<Tier> tiers) {
        List<Tier> main = tiers.stream().filter(Tier::main).toList();
        List<Tier> candidates = main.isEmpty() ? tiers : main;
        Tier largest = candidates.stream()
                .max(Comparator.comparingLong(Tier::lettersAndDigits))
                .orElseThrow();
        return largest.group().isEmpty()
                ? List.of(largest)
                : candidates.stream()
                        .filter(tier -> tier.group().equals(largest.group()))
                        .toList();
    }

    private static List<String> parts(Tier tier) {
        return Arrays.asList(BETWEEN.split(tier.name().toLowerCase(Locale.ROOT), -1));
    }

    private static String names(List<Tier> tiers) {
        return tiers.stream().map(tier -> Source.quoted(tier.name())).collect(Collectors.joining(", "));
    }
}
