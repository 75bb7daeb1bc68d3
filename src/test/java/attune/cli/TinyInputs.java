package attune.cli;

import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A tiny model and the clips it can learn from, as commands take them.
 *
 * @param bundle the model's file
 * @param digits the clips' manifest
 */
record TinyInputs(String bundle, String digits) {

    static TinyInputs in(Path folder) throws IOException {
        return new TinyInputs(
                TinySpeech.bundle(folder.resolve("source.attune"), 1).toString(),
                TinySpeech.manifest(folder.resolve("digits.jsonl"), TinySpeech.digits())
                        .toString());
    }

    /** A command with more words. */
    static String[] with(String[] command, String... more) {
        return Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
