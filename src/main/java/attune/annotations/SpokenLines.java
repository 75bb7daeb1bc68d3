package attune.annotations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a text of labels: a line for each, in the order of time; single words share a line up to the next pause. */
final class SpokenLines {
    /** Within a sentence people rarely stop for longer. */
    private static final double PAUSE_SECONDS = 0.5;

    private final List<Label> lines = new ArrayList<>();

    private SpokenLines() {}

    /** Joins tiers of several speakers: whoever begins first comes first, and nobody is cut short. */
    static String of(List<Tier> tiers) {
        return text(tiers.stream()
                .flatMap(tier -> lines(tier.labels()).stream())
                .sorted(Comparator.comparingDouble(Label::startSeconds))
                .toList());
    }

    static String text(List<Label> lines) {
        return lines.stream().map(Label::text).collect(Collectors.joining("\n"));
    }

    static List<Label> lines(List<Label> labels) {
        SpokenLines made = new SpokenLines();
        boolean continues = false;
        List<Label> inOrder = labels.stream()
                .sorted(Comparator.comparingDouble(Label::startSeconds))
                .toList();
        for (Label label : inOrder) {
            String said = Said.of(label.text());
            if (said.isEmpty()) {
                continue;
            }
            boolean word = said.indexOf(' ') < 0;
            made.add(new Label(label.startSeconds(), label.endSeconds(), said), continues && word);
            continues = word;
        }
        return made.lines;
    }

    private void add(Label said, boolean mayContinue) {
        int last = lines.size() - 1;
        if (mayContinue && said.startSeconds() - lines.get(last).endSeconds() < PAUSE_SECONDS) {
            Label line = lines.get(last);
            double end = Math.max(line.endSeconds(), said.endSeconds());
            lines.set(last, new Label(line.startSeconds(), end, line.text() + " " + said.text()));
        } else {
            lines.add(said);
        }
    }
}
