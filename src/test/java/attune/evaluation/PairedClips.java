package attune.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Error counts of two recognisers on the same clips, and what {@code paired_clips.py} found with NumPy and SciPy. */
record PairedClips(List<long[]> rows, Properties results) {

    static PairedClips read() throws IOException {
        Properties results = new Properties();
        try (BufferedReader table = open("paired-clips.csv");
                BufferedReader golden = open("paired-clips.properties")) {
            results.load(golden);
            return new PairedClips(table.lines().skip(1).map(PairedClips::row).toList(), results);
        }
    }

    double golden(String name) {
        return Double.parseDouble(results.getProperty(name));
    }

    long[] lengths() {
        return rows.stream().mapToLong(row -> row[0]).toArray();
    }

    long[] errorDifferences() {
        return rows.stream().mapToLong(row -> row[2] - row[1]).toArray();
    }

    /** Everything as an insertion: only the sum of errors matters here. */
    List<ErrorCounts> baselineCounts() {
        return rows.stream().map(row -> new ErrorCounts(0, 0, row[1], row[0])).toList();
    }

    private static long[] row(String line) {
        return Arrays.stream(line.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static BufferedReader open(String name) {
        InputStream file = Objects.requireNonNull(PairedClips.class.getResourceAsStream(name));
        return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
}
