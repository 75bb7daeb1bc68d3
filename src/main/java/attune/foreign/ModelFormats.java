package attune.foreign;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the model in a file or folder and the format that reads it. */
final class ModelFormats {
    private static final List<ModelFormat> ALL =
            List.of(new CheckpointFormat(), new LiteFormat(), new MappedGraphFormat(), new FrozenGraphFormat());

    private static final String REMEDY =
            "give a DeepSpeech or Coqui STT checkpoint (the folder or its .index), a .pbmm, a .pb or a .tflite file";

    /** TensorFlow's entry in {@code checkpoint} and {@code best_dev_checkpoint}. */
    private static final Pattern NAMED = Pattern.compile("model_checkpoint_path: *\"([^\"]+)\"");

    private static final int LONGEST_NOTE = 1 << 20;

    private ModelFormats() {}

    static ForeignModel read(Path path) throws IOException {
        Path file = find(path);
        Stretch content = Stretch.of(file);
        for (ModelFormat format : ALL) {
            if (format.recognises(content)) {
                return format.read(file);
            }
        }
        throw new UserFault(file.toString(), "is " + OtherModels.name(file, content), REMEDY);
    }

    private static Path find(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return inFolder(path);
        }
        Path index = path.resolveSibling(path.getFileName() + ".index");
        if (!Files.exists(path) && Files.isRegularFile(index)) {
            return index; // a checkpoint named as in TensorFlow's own programs
        }
        if (!Files.exists(path)) {
            throw new UserFault(path.toString(), "there is no such file or folder", REMEDY);
        }
        return isNote(path) ? named(path) : path;
    }

    private static boolean isNote(Path path) throws IOException {
        return Files.size(path) < LONGEST_NOTE
                && new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        .startsWith("model_checkpoint_path:");
    }

    /** The best checkpoint, else the latest, else the only model. */
    private static Path inFolder(Path folder) throws IOException {
        for (String note : List.of("best_dev_checkpoint", "checkpoint")) {
            if (Files.isRegularFile(folder.resolve(note))) {
                return named(folder.resolve(note));
            }
        }
        for (String suffix : List.of(".index", ".pbmm", ".pb", ".tflite")) {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> found = files.filter(file -> file.toString().endsWith(suffix))
                        .sorted()
                        .toList();
                if (found.size() == 1) {
                    return found.get(0);
                }
                if (found.size() > 1) {
                    throw new UserFault(
                            folder.toString(), "has " + found.size() + " models *" + suffix, "give the one you mean");
                }
            }
        }
        throw new UserFault(folder.toString(), "does not contain a model", REMEDY);
    }

    /** No path may hold a NUL. */
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** The checkpoint that a note names, in the note's own folder: the path in it is another machine's. */
    private static Path named(Path note) throws IOException {
        Matcher matcher = NAMED.matcher(new String(Files.readAllBytes(note), StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new UserFault(note.toString(), "does not name a checkpoint", "give the checkpoint's .index file");
        }
        String path = matcher.group(1);
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        Path index = note.resolveSibling(printable(name) + ".index");
        if (!Files.isRegularFile(index)) {
            throw new UserFault(
                    note.toString(),
                    "names the checkpoint " + printable(name) + ", but " + index.getFileName() + " does not exist",
                    "put it there, or give the .index file you mean");
        }
        return index;
    }
}
