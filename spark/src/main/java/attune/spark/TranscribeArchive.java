package attune.spark;

import attune.corpus.ShardPlan;
import attune.corpus.Utterance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Transcribes an archive: divides it, or goes on as it was divided, and has the shards done that are missing. */
final class TranscribeArchive {
    private final Path archive;
    private final ArchiveFolder folder;
    private final Recogniser recogniser;
    private final Output output;

    /**
     * What is made of an archive.
     *
     * @param shardSeconds of sound in a shard
     * @param parquet whether the rows are written as Parquet, too
     */
    record Output(double shardSeconds, boolean parquet) {}

    TranscribeArchive(Path archive, Path out, Recogniser recogniser, Output output) {
        this.archive = archive;
        this.folder = new ArchiveFolder(out.toAbsolutePath().normalize().toString());
        this.recogniser = recogniser;
        this.output = output;
    }

    /** The session comes before the plan: YARN gives a driver in the cluster 100 seconds to open one. */
    Tally run(SparkConf settings) throws IOException {
        try (JavaSparkContext spark = new JavaSparkContext(settings)) {
            Plan plan = plan();
            List<Integer> missing = folder.missingShards(plan.shards());
            Tally before = Tally.already(plan.shards() - missing.size());
            if (!missing.isEmpty()) {
                ParquetRows.outdate(folder);
            }
            Tally tally = missing.isEmpty() ? before : before.plus(transcribe(spark, missing));
            folder.tidy();
            if (output.parquet) {
                ParquetRows.write(folder);
            }
            return tally;
        }
    }

    private Plan plan() throws IOException {
        List<Utterance> clips = ArchiveClips.find(archive);
        Plan wanted = Plan.of(clips, recogniser.description());
        if (folder.hasPlan()) {
            return Plan.read(folder.plan()).requireSame(wanted, folder.plan());
        }
        ShardPlan division = ShardPlan.ofLength(ArchiveClips.seconds(clips), output.shardSeconds);
        Plan plan = wanted.divided(division.shards());
        folder.begin(plan, division, clips);
        return plan;
    }

    /** In the order of the plan, whose first shards have the longest recordings. */
    private Tally transcribe(JavaSparkContext spark, List<Integer> shards) {
        Broadcast<Recogniser> everywhere = spark.broadcast(recogniser);
        try {
            return spark.parallelize(shards, shards.size())
                    .map(new ShardTask(folder, everywhere))
                    .reduce(Tally::plus);
        } catch (Exception e) { // Spark's are checked but not declared
            throw BrokenJob.fault(folder.path(), e);
        }
    }
}
