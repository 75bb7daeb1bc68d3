package attune.annotations;

import java.util.List;

/**
 * A layer of an annotation: one speaker's sentences, or words, or phones.
 *
 * @param name its name in the file
 * @param group tiers of one group hold the same of several speakers; empty for a tier that has no like
 * @param main whether it has times of its own and lasts, unlike ELAN's dependent tiers and Praat's points
 * @param labels in the order of the file
 */
record Tier(String name, String group, boolean main, List<Label> labels) {

    /** How much is written in it; a tier of digits is one of numbers that were said. */
    long lettersAndDigits() {
        return labels.stream()
                .mapToLong(label -> Said.of(label.text())
                        .codePoints()
                        .filter(Character::isLetterOrDigit)
                        .count())
                .sum();
    }
}
