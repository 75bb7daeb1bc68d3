package attune.shards;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of parts that are to be joined.
 *
 * @param files at least one, in any order
 */
public record JoinedParts(List<Path> files) {
    /** Copies the list. */
    public JoinedParts {
        files = List.copyOf(files);
    }

    /**
     * Finds them.
     *
     * @param paths parts, and folders of them
     * @return all
     * @throws UserFault if there is none
     * @throws IOException if a folder cannot be read
     */
    public static JoinedParts find(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> entries = Files.list(path)) {
                    entries.filter(PartFile::isNamed).sorted().forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        if (files.isEmpty()) {
            throw new UserFault(
                    String.valueOf(paths.get(0)), "has no parts", "give the folder that " + named("parts") + " named");
        }
        return new JoinedParts(files);
    }

    /**
     * The command that made them, as it was typed.
     *
     * @return its words after the program's name
     * @throws UserFault if the first file is no part
     * @throws IOException if it cannot be read
     */
    public List<String> arguments() throws IOException {
        return PartFile.header(files.get(0)).arguments();
    }
}
