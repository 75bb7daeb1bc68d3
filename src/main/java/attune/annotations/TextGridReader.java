package attune.annotations;

import java.util.ArrayList;
import java.util.List;

/** Praat's TextGrid (Praat manual, "TextGrid file formats"), its long and its short text form. */
final class TextGridReader {
    private final Source source;
    private final TextGridTokens tokens;

    private TextGridReader(Source source) {
        this.source = source;
        this.tokens = new TextGridTokens(source);
    }

    static boolean recognises(Source source) {
        String first = source.firstLine("!");
        return first.contains("\"ooTextFile") || first.startsWith("ooBinaryFile") || first.contains("\"Praat chron");
    }

    static List<Tier> read(Source source) {
        return new TextGridReader(source).tiers();
    }

    private List<Tier> tiers() {
        if (!source.firstLine("!").contains("\"ooTextFile")) {
            throw source.fault(
                    "is a binary or chronological file of Praat", "save it in Praat with \"Save as text file\"");
        }
        tokens.string("the type of the file");
        String kind = tokens.string("the class");
        if (!kind.equals("TextGrid")) {
            throw source.fault(
                    tokens.line(), "holds a " + Source.quoted(kind) + " of Praat's", "save the TextGrid by itself");
        }
        tokens.number("the start of the grid");
        tokens.number("the end of the grid");
        List<Tier> tiers = new ArrayList<>();
        if (tokens.flag("<exists>").equals("exists>")) {
            int count = tokens.count("the number of tiers");
            for (int i = 1; i <= count; i++) {
                tiers.add(tier(i));
            }
        }
        return tiers;
    }

    private Tier tier(int number) {
        String what = "of tier " + number;
        String kind = tokens.string("the class " + what);
        boolean intervals = kind.equals("IntervalTier");
        if (!intervals && !kind.equals("TextTier")) {
            throw source.fault(
                    tokens.line(),
                    "tier " + number + " is a " + Source.quoted(kind),
                    "a tier is an \"IntervalTier\" or a \"TextTier\"");
        }
        String name = tokens.string("the name " + what);
        tokens.number("the start " + what);
        tokens.number("the end " + what);
        int count = tokens.count("the size " + what);
        List<Label> labels = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            labels.add(label(intervals, i + " " + what));
        }
        return new Tier(name, "", intervals, labels);
    }

    private Label label(boolean interval, String which) {
        double start = tokens.number(interval ? "the start of interval " + which : "the time of point " + which);
        double end = interval ? tokens.number("the end of interval " + which) : start;
        if (end < start) {
            throw source.fault(
                    tokens.line(),
                    "interval " + which + " ends at " + end + ", before its start at " + start,
                    TextGridTokens.remedy());
        }
        return new Label(start, end, tokens.string("the text of " + which));
    }
}
