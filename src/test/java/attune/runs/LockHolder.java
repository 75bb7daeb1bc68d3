package attune.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another process with a run in a given folder; runs until it is stopped. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        RunDirectory.open(Path.of(arguments[0]), IfPresent.RESUME, List.of());
        System.out.println("locked");
        System.in.read();
    }
}
