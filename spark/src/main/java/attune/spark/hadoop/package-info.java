/**
 * Hadoop's file systems (hdfs, s3a, abfs, gs and what else the cluster has) as file systems of {@code java.nio.file}, so
 * that the library reads sound from them as from a disk, and writes transcripts to them.
 *
 * <p>In: a URI as Hadoop writes it ({@link attune.spark.hadoop.Locations}). Out: a {@link java.nio.file.Path}.
 *
 * <p>Traps: only what Attune needs of files is there: streams from the front to the back, listing, renaming, deleting. No
 * links, permissions or watching. A store of objects renames by copying. What Hadoop is told by {@code spark.hadoop.*}
 * holds once Spark runs, which is why a file system is opened when a file is first asked for.
 */
@NullMarked
package attune.spark.hadoop;

import org.jspecify.annotations.NullMarked;
