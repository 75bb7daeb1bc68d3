package attune.fuzz;

import attune.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A valid input: the files of a folder.
 *
 * @param opened what its reader is given, a file's path within the folder; empty for the folder itself
 * @param files their bytes, by their paths within the folder
 * @param mutations how those are altered that a mutant may alter
 */
record Sample(String opened, Map<String, byte[]> files, Map<String, Mutation> mutations) {

    /** A file of its own, under its own name. */
    static Sample file(Path file, Mutation mutation) throws IOException {
        return file(file.getFileName().toString(), Files.readAllBytes(file), mutation);
    }

    /** A file of these bytes. */
    static Sample file(String name, byte[] bytes, Mutation mutation) {
        return new Sample(name, Map.of(name, bytes), Map.of(name, mutation));
    }

    /** A folder; files whose names end otherwise than in {@code mutated} stay as they are. */
    static Sample folder(Path folder, String opened, String mutated, Mutation mutation) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Map<String, Mutation> mutations = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                files.put(name, Files.readAllBytes(file));
                if (name.matches(mutated)) {
                    mutations.put(name, mutation);
                }
            }
        }
        return new Sample(opened, files, mutations);
    }

    /** The same with one of its files altered. */
    Sample mutant(SplittableRandom random) {
        List<Map.Entry<String, Mutation>> all = List.copyOf(new TreeMap<>(mutations).entrySet());
        Map.Entry<String, Mutation> one = all.get(random.nextInt(all.size()));
        Map<String, byte[]> altered = new TreeMap<>(files);
        altered.computeIfPresent(one.getKey(), (name, valid) -> one.getValue().of(valid, random));
        return new Sample(opened, altered, mutations);
    }

    /** Writes it into a folder, in place of what is there, and returns what is to be opened. */
    Path writeTo(Path folder) throws IOException {
        FileTree.delete(folder, path -> true); // never written in place: a reader may have mapped the file before
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return opened.isEmpty() ? folder : folder.resolve(opened);
    }
}
