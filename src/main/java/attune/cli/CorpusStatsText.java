package attune.cli;

import static attune.table.Column.left;
import static attune.table.Column.right;

import attune.results.CorpusStatsResult;
import attune.results.CorpusStatsResult.Count;
import attune.results.CorpusStatsResult.OfSet;
import attune.table.TextTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of a corpus for a person. */
final class CorpusStatsText {
    /** What a network hears less often than this, it hardly learns to write. */
    private static final long RARE = 10;

    private final List<OfSet> sets;
    private final List<Path> names;

    private CorpusStatsText(CorpusStatsResult result) {
        this.sets = result.sets();
        this.names = sets.stream().map(set -> Path.of(set.manifest())).toList();
    }

    static String of(CorpusStatsResult result) {
        CorpusStatsText text = new CorpusStatsText(result);
        return text.sound() + "\n" + text.words() + "\n"
                + result.sets().stream().map(text::details).collect(Collectors.joining("\n"));
    }

    private String name(OfSet set) {
        return ShortName.of(Path.of(set.manifest()), names);
    }

    private String sound() {
        TextTable table = new TextTable(
                left("set"),
                right("clips"),
                right("hours"),
                right("speakers"),
                right("shortest"),
                right("10 %"),
                right("median"),
                right("90 %"),
                right("longest"));
        for (OfSet set : sets) {
            table.add(
                    name(set),
                    String.valueOf(set.clips()),
                    decimal("%.2f", set.hours()),
                    set.speakers() == 0 ? "-" : String.valueOf(set.speakers()),
                    decimal("%.1f s", set.seconds().shortest()),
                    decimal("%.1f s", set.seconds().tenth()),
                    decimal("%.1f s", set.seconds().median()),
                    decimal("%.1f s", set.seconds().ninetieth()),
                    decimal("%.1f s", set.seconds().longest()));
        }
        return table.text();
    }

    private String words() {
        TextTable table = new TextTable(
                left("set"),
                right("words"),
                right("vocabulary"),
                right("once"),
                right("new"),
                right("words/min"),
                right("letters/s"),
                right("no text"));
        for (OfSet set : sets) {
            table.add(
                    name(set),
                    String.valueOf(set.words()),
                    String.valueOf(set.vocabulary()),
                    Percent.of(set.onceShare()),
                    set.newWordShare().isPresent()
                            ? Percent.of(set.newWordShare().getAsDouble())
                            : "-",
                    decimal("%.0f", set.wordsPerMinute()),
                    decimal("%.1f", set.lettersPerSecond()),
                    String.valueOf(set.untranscribed()));
        }
        return table.text();
    }

    private String details(OfSet set) {
        List<Count> rare =
                set.letters().stream().filter(letter -> letter.count() < RARE).toList();
        String hardly = rare.isEmpty() ? "" : "rare letters: " + listed(rare) + "\n";
        return name(set) + "\nfrequent words: " + listed(set.frequentWords()) + "\nletters: " + listed(set.letters())
                + "\n" + hardly;
    }

    private static String listed(List<Count> counts) {
        return counts.isEmpty()
                ? "-"
                : counts.stream().map(one -> one.text() + " " + one.count()).collect(Collectors.joining(", "));
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
