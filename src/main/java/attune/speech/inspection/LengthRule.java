package attune.speech.inspection;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Compares the length of a clip with those of clips whose texts are about as long: a clip of several sentences with one
 * of them as its text stands out. Rates of speech would not do, since a single word may stand between two pauses.
 */
final class LengthRule {
    /** Clips on either side, in the order of their texts' lengths. */
    private static final int NEIGHBOURS = 25;

    /** Among fewer clips none is odd. */
    private static final int FEWEST = 2 * NEIGHBOURS;

    private static final double TOO_LONG = 4;
    private static final double TOO_SHORT = 1 / 3.0;

    private LengthRule() {}

    static void apply(Clips clips) {
        List<Clips.One> byText = clips.sound().stream()
                .filter(clip -> clip.sound.isPresent())
                .sorted(Comparator.comparingInt(clip -> clip.text.length()))
                .toList();
        if (byText.size() < FEWEST) {
            return;
        }
        double perLetter = secondsPerLetter(byText.subList(byText.size() * 3 / 4, byText.size()));
        for (int at = 0; at < byText.size(); at++) {
            int from = Math.max(0, Math.min(at - NEIGHBOURS, byText.size() - 2 * NEIGHBOURS));
            int to = Math.min(byText.size(), from + 2 * NEIGHBOURS);
            judge(byText.get(at), usualSeconds(byText.get(at), byText.subList(from, to), perLetter));
        }
    }

    /** The rate of long texts, in which pauses count for little. */
    private static double secondsPerLetter(List<Clips.One> longest) {
        return Medians.of(longest.stream().mapToDouble(clip -> seconds(clip) / clip.text.length()));
    }

    /** The median of its neighbours, had they texts of its length. */
    private static double usualSeconds(Clips.One clip, List<Clips.One> neighbours, double perLetter) {
        return Math.max(
                perLetter,
                Medians.of(neighbours.stream()
                        .mapToDouble(
                                other -> seconds(other) + perLetter * (clip.text.length() - other.text.length()))));
    }

    private static void judge(Clips.One clip, double usual) {
        double ratio = seconds(clip) / usual;
        if (ratio > TOO_LONG || ratio < TOO_SHORT) {
            clip.find(
                    Defect.ODD_LENGTH,
                    String.format(Locale.ROOT, "%.1f s, others with as long a text about %.1f", seconds(clip), usual));
        }
    }

    private static double seconds(Clips.One clip) {
        return clip.sound.orElseThrow().seconds();
    }
}
