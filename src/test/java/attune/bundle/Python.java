package attune.bundle;

import attune.ExternalTools;
import java.nio.file.Path;
import java.util.List;

/** Runs the Python programs among the test resources. */
final class Python {

    private Python() {}

    /** The output of a program given a file, as its argument and as its standard input. */
    static List<String> lines(String program, Path file) throws Exception {
        String path = MalformedTest.resource(program).toString();
        return ExternalTools.run("sh", "-c", "exec python3 -B \"$0\" \"$1\" < \"$1\"", path, file.toString())
                .lines()
                .toList();
    }
}
