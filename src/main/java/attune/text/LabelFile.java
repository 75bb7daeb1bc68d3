package attune.text;

import attune.fault.UserFault;
import attune.files.TextFile;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Label files in UTF-8: an alphabet in DeepSpeech's form, one label a line, or a list of labels that sound alike.
 * Lines that begin with {@code #} are comments; the label {@code #} is written {@code \#}.
 */
public final class LabelFile {
    private final Path file;
    private final TextNormalizer normalizer;

    /** A line that is not a comment. */
    private record Line(int number, String text) {}

    /**
     * A file.
     *
     * @param file with a label or a pair on each line
     * @param normalizer of the transcripts, which must be able to produce each label
     */
    public LabelFile(Path file, TextNormalizer normalizer) {
        this.file = file;
        this.normalizer = normalizer;
    }

    /**
     * Reads an alphabet. A line that is one space is the label between words.
     *
     * @param blankFirst whether the blank, which is not in the file, comes before all labels or after them
     * @return the alphabet, in the order of the file
     * @throws UserFault if it cannot be read, or at the first invalid line
     */
    public Alphabet alphabet(boolean blankFirst) {
        List<String> labels = new ArrayList<>();
        for (Line line : lines()) {
            String label = label(line.text, line);
            if (labels.contains(label)) {
                throw fault(line, "the label '" + label + "' is listed twice", "remove one of them");
            }
            labels.add(label);
        }
        if (!labels.contains(" ")) {
            throw new UserFault(
                    file.toString(),
                    "has no line with a space, so the model could not separate words",
                    "add a line that is one space");
        }
        return new Alphabet(labels, blankFirst ? 0 : labels.size());
    }

    /**
     * Reads which labels sound alike: on each line a new label, a tab and the old label it sounds like.
     *
     * @param old the alphabet of the old labels
     * @return the old label of each new one, in the order of the file
     * @throws UserFault if it cannot be read, or at the first invalid line
     */
    public Map<String, String> soundAlikes(Alphabet old) {
        Map<String, String> alike = new LinkedHashMap<>();
        for (Line line : lines()) {
            String[] pair = line.text.split("\t", -1);
            if (pair.length != 2) {
                throw fault(line, "'" + line.text + "' is not a pair", "write the new label, a tab and the old label");
            }
            String newLabel = label(pair[0], line);
            String oldLabel = nfc(pair[1]);
            if (!old.labels().contains(oldLabel)) {
                throw fault(
                        line,
                        "the source model has no label '" + oldLabel + "'",
                        "use one of " + String.join("", old.labels()).strip());
            }
            if (alike.put(newLabel, oldLabel) != null) {
                throw fault(line, "the label '" + newLabel + "' is listed twice", "remove one of them");
            }
        }
        return alike;
    }

    private List<Line> lines() {
        List<String> all = TextFile.read(file, "labels").lines().toList();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).startsWith("#") && !all.get(i).isEmpty()) {
                lines.add(new Line(i + 1, all.get(i)));
            }
        }
        return lines;
    }

    /** The label on a line: one character that a normalised transcript can have. */
    private String label(String text, Line line) {
        String label = text.equals("\\#") ? "#" : nfc(text);
        if (label.codePointCount(0, label.length()) != 1) {
            throw fault(line, "a label is one character, not '" + label + "'", "write one label a line");
        }
        // Between letters that join with no accent: an apostrophe stays only inside a word.
        String word = "q" + label + "q";
        if (!normalizer.normalize(word).equals(word)) {
            throw fault(
                    line,
                    "the label '" + label
                            + "' cannot occur in a normalised transcript, which is lower case without punctuation",
                    "write it as it appears there, or remove it");
        }
        return label;
    }

    private UserFault fault(Line line, String problem, String remedy) {
        return new UserFault(file + ":" + line.number, problem, remedy);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
