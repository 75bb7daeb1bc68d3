package attune.spark;

import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.ShardPlan;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.files.FileTree;
import attune.spark.hadoop.Locations;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The folder of an archive's transcripts: {@code plan.json}, {@code clips/00000.jsonl} (a shard's clips, a manifest) and,
 * when it is done, {@code part-00000.jsonl} (its rows). {@code begun/00000} is there once a shard that failed is tried
 * again.
 *
 * @param path the same on the driver and all executors
 */
record ArchiveFolder(String path) implements Serializable {
    private static final String BEGUN = "begun";

    Path root() {
        return Locations.of(path);
    }

    Path plan() {
        return root().resolve("plan.json");
    }

    Path clipsOf(int shard) {
        return root().resolve("clips").resolve(name(shard) + ".jsonl");
    }

    Path part(int shard) {
        return root().resolve("part-" + name(shard) + ".jsonl");
    }

    Path begun(int shard) {
        return root().resolve(BEGUN).resolve(name(shard));
    }

    private static String name(int shard) {
        return String.format("%05d", shard);
    }

    boolean hasPlan() {
        return Files.exists(plan());
    }

    /** Writes the lists of clips and then the plan, without which they are nothing. */
    void begin(Plan plan, ShardPlan division, List<Utterance> clips) throws IOException {
        Files.createDirectories(root());
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(root(), "part-*")) {
            if (parts.iterator().hasNext()) {
                throw new UserFault(path, "has transcripts but no plan.json", "give another folder");
            }
        }
        try { // side by side: a store of objects takes its time for each
            IntStream.range(0, division.shards()).parallel().forEach(shard -> writeClips(shard, division, clips));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        byte[] json = plan.json();
        AtomicFile.write(plan(), out -> out.write(json));
    }

    private void writeClips(int shard, ShardPlan division, List<Utterance> clips) {
        try {
            Manifest.write(clipsOf(shard), division.of(shard, clips));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shards that have no part yet, in their order. */
    List<Integer> missingShards(int shards) throws IOException {
        Set<String> there = new HashSet<>();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(root(), "part-*")) {
            parts.forEach(part -> there.add(String.valueOf(part.getFileName())));
        }
        return IntStream.range(0, shards)
                .filter(shard -> !there.contains(String.valueOf(part(shard).getFileName())))
                .boxed()
                .toList();
    }

    /** A shard's clips; their files may be missing. */
    List<Utterance> clips(int shard) {
        return Manifest.salvage(List.of(Locations.manifest(clipsOf(shard))), Columns.OBVIOUS)
                .utterances();
    }

    /** Removes what attempts left behind that were killed; all shards are done. */
    void tidy() throws IOException {
        FileTree.delete(root().resolve(BEGUN), any -> true);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(root(), AtomicFile::isPart)) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
    }
}
