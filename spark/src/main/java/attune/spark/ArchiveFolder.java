package attune.spark;

import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.ShardPlan;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.files.FileTree;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The folder of an archive's transcripts: {@code plan.json}, {@code clips/00000.jsonl} (a shard's clips, a manifest) and,
 * when it is done, {@code part-00000.jsonl} (its rows). {@code begun/00000} is there while a shard that failed is tried
 * again.
 *
 * @param path the same on the driver and all executors
 */
record ArchiveFolder(String path) implements Serializable {
    private static final String BEGUN = "begun";

    Path plan() {
        return Path.of(path, "plan.json");
    }

    Path clipsOf(int shard) {
        return Path.of(path, "clips", name(shard) + ".jsonl");
    }

    Path part(int shard) {
        return Path.of(path, "part-" + name(shard) + ".jsonl");
    }

    Path begun(int shard) {
        return Path.of(path, BEGUN, name(shard));
    }

    private static String name(int shard) {
        return String.format("%05d", shard);
    }

    boolean hasPlan() {
        return Files.exists(plan());
    }

    /** Writes the lists of clips and then the plan, without which they are nothing. */
    void begin(Plan plan, ShardPlan division, List<Utterance> clips) throws IOException {
        Files.createDirectories(Path.of(path));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(Path.of(path), "part-*")) {
            if (parts.iterator().hasNext()) {
                throw new UserFault(path, "has transcripts but no plan.json", "give another folder");
            }
        }
        for (int shard = 0; shard < division.shards(); shard++) {
            Manifest.write(clipsOf(shard), division.of(shard, clips));
        }
        byte[] json = plan.json();
        AtomicFile.write(plan(), out -> out.write(json));
    }

    /** The shards that have no part yet, in their order. */
    List<Integer> missingShards(int shards) {
        return IntStream.range(0, shards)
                .filter(shard -> !Files.exists(part(shard)))
                .boxed()
                .toList();
    }

    /** A shard's clips; their files may be missing. */
    List<Utterance> clips(int shard) {
        return Manifest.salvage(List.of(clipsOf(shard)), Columns.OBVIOUS).utterances();
    }

    /** Removes what attempts left behind that were killed; all shards are done. */
    void tidy() throws IOException {
        FileTree.delete(Path.of(path, BEGUN), any -> true);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(Path.of(path), AtomicFile::isPart)) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
    }
}
