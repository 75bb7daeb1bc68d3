package attune.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Which clips of a shard were begun and never ended, in a file that outlives the process: a clip may have killed it. Two
 * attempts that ended during the same clip prove that; one may have had another reason, such as a neighbour's death.
 */
final class Begun {
    private static final int PROOF = 2;
    private static final String BEGIN = "+";
    private static final String END = "-";
    private static final Pattern NOTE = Pattern.compile("[+-]\\d{1,9}");

    private final Path file;
    private final int[] open;

    private Begun(Path file, int clips) {
        this.file = file;
        this.open = new int[clips];
    }

    /** What earlier attempts have noted, if any has. */
    static Begun read(Path file, int clips) throws IOException {
        Begun begun = new Begun(file, clips);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (NOTE.matcher(line).matches()) { // not a piece of a line, whose writer was killed
                    begun.count(line.substring(0, 1), Integer.parseInt(line.substring(1)));
                }
            }
        }
        return begun;
    }

    private void count(String what, int clip) {
        open[clip] += what.equals(BEGIN) ? 1 : -1;
    }

    void begin(int clip) throws IOException {
        note(BEGIN, clip);
    }

    void end(int clip) throws IOException {
        note(END, clip);
    }

    private void note(String what, int clip) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, what + clip + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** In how many earlier attempts this clip was the last one. */
    int deaths(int clip) {
        return open[clip];
    }

    boolean isProven(int clip) {
        return open[clip] >= PROOF;
    }
}
