package attune.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads ARPA files as KenLM, SRILM and IRSTLM write them: anything before {@code \data\}; tabs or spaces; n-grams in any
 * order; back-off weights left out where they are zero; {@code -99} for a probability of zero. A missing {@code <unk>}
 * gets the probability 1e-99, so unknown words are all but impossible, as they are to the program that wrote the file.
 */
final class ArpaReader {
    private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d{1,3})\\s*=\\s*(\\d{1,10})\\s*");
    private static final String REMEDY = "write the file again with the program that estimated it";

    /** No n-gram is longer: what claims more is not a language model. */
    static final int LONGEST = 20;

    private final TextLines lines;
    private final List<Long> counts = new ArrayList<>();
    private final List<NgramTree.Depth> depths = new ArrayList<>();
    private String line = "";

    private ArpaReader(TextLines lines) {
        this.lines = lines;
    }

    /**
     * Reads a file.
     *
     * @param file plain or gzipped
     * @return its n-grams
     * @throws attune.fault.UserFault if it is not an ARPA file or contradicts itself, naming the line
     * @throws IOException if the disk fails
     */
    static NgramTree read(Path file) throws IOException {
        try (TextLines lines = TextLines.open(file)) {
            return new ArpaReader(lines).read();
        }
    }

    private NgramTree read() throws IOException {
        readCounts();
        ArpaSection unigrams = readSection(1, null);
        SortedVocabulary vocabulary = unigrams.vocabulary();
        ArpaSection.Sorted above = unigrams.sortedUnigrams(vocabulary, lines);
        for (int n = 2; n <= counts.size(); n++) {
            ArpaSection.Sorted section =
                    readSection(n, new Histories(vocabulary, depths, above)).sorted(lines);
            depths.add(above.withChildren(section));
            above = section;
        }
        depths.add(above.last());
        if (!line.equals("\\end\\")) {
            throw lines.fault("has '" + shown() + "' where \\end\\ is expected", REMEDY);
        }
        while (lines.next() != null) {} // only at its end is a gzip file known to be whole
        return new NgramTree(vocabulary, List.copyOf(depths));
    }

    /** The next line that is not blank, without white space at its ends. */
    private void advance(String expected) throws IOException {
        do {
            String next = lines.next();
            if (next == null) {
                throw lines.fault("the file ends before " + expected, "it was cut short; fetch or " + REMEDY);
            }
            line = next.strip();
        } while (line.isEmpty());
    }

    private String shown() {
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    private void readCounts() throws IOException {
        do {
            advance("\\data\\: it is not an ARPA language model");
        } while (!line.equals("\\data\\"));
        advance("the numbers of n-grams");
        for (Matcher count = COUNT.matcher(line); count.matches(); count = COUNT.matcher(line)) {
            int n = Integer.parseInt(count.group(1));
            if (n != counts.size() + 1 || n > LONGEST) {
                throw lines.fault(
                        "counts " + n + "-grams where " + (counts.size() + 1) + "-grams are expected", REMEDY);
            }
            counts.add(Long.parseLong(count.group(2)));
            advance("\\1-grams:");
        }
        if (counts.isEmpty()) {
            throw lines.fault("has '" + shown() + "' where ngram 1=… is expected", REMEDY);
        }
    }

    /** Reads one length's n-grams; without histories, single tokens. */
    private ArpaSection readSection(int n, @Nullable Histories histories) throws IOException {
        if (!line.equals("\\" + n + "-grams:")) {
            throw lines.fault("has '" + shown() + "' where \\" + n + "-grams: is expected", REMEDY);
        }
        ArpaSection section = new ArpaSection();
        ArpaLine ngram = new ArpaLine(n, lines);
        advance("\\end\\");
        while (line.charAt(0) != '\\') { // an n-gram begins with a number
            ngram.parse(line);
            if (histories == null) {
                section.addUnigram(ngram, lines.number());
            } else {
                section.add(ngram, histories.find(ngram, lines), lines.number());
            }
            advance("\\end\\");
        }
        long claimed = counts.get(n - 1);
        if (section.size() != claimed) {
            throw lines.fault(
                    "has " + section.size() + " " + n + "-grams up to here, but the head of the file counts " + claimed,
                    REMEDY);
        }
        return section;
    }
}
