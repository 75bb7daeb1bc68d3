package attune.jobs;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.files.Digest;
import attune.runs.SourceDigest;
import attune.shards.ShardedWork;
import attune.shards.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Work on clips, to be done in parts. */
final class ClipWork {
    private ClipWork() {}

    /**
     * The work of a command.
     *
     * @param command its name
     * @param clips in their order
     * @param models bundles
     * @param options whatever else makes a difference to a clip's result, files by their digests
     * @param type of a clip's result
     */
    static <R> ShardedWork<R> of(
            String command, List<Utterance> clips, List<Path> models, String options, Class<R> type)
            throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path model : models) {
            digests.add(SourceDigest.of(model));
        }
        return new ShardedWork<>(
                new Work(command, Digest.sha256(clips.stream().map(ClipWork::line)), digests, options),
                clips.stream().map(Utterance::id).toList(),
                type);
    }

    /** All that a result may depend on but the sound itself, and not where the corpus is stored. */
    private static String line(Utterance utterance) {
        Clip clip = utterance.clip();
        return String.join(
                "\t",
                utterance.id(),
                String.valueOf(clip.offsetSeconds()),
                String.valueOf(clip.durationSeconds()),
                utterance.text().orElse(""));
    }

    /** The numbers in some groups. */
    static int[] items(List<int[]> groups) {
        return groups.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** Those of some groups. */
    static <T> List<T> pick(List<int[]> groups, List<T> all) {
        return Arrays.stream(items(groups)).mapToObj(all::get).toList();
    }
}
