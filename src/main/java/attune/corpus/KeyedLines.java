package attune.corpus;

import java.util.List;

/** Lines of a key, white space, and the rest of the line: Kaldi's tables and LibriSpeech's transcripts. */
final class KeyedLines {

    private KeyedLines() {}

    /**
     * One line.
     *
     * @param key up to the first white space
     * @param value the rest, stripped; may be empty
     * @param where file and line
     */
    record Entry(String key, String value, String where) {}

    static List<Entry> read(ManifestText text) {
        return text.lines().stream()
                .map(line -> {
                    String[] parts = line.text().strip().split("\\s+", 2);
                    return new Entry(parts[0], parts.length == 1 ? "" : parts[1], text.where(line.number()));
                })
                .toList();
    }
}
