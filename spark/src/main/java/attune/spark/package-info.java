/**
 * Attune on Apache Spark: an archive divided into shards, a task for each. The driver plans ({@link attune.spark.Plan})
 * and counts; executors transcribe ({@link attune.spark.ShardTask}) into a folder ({@link attune.spark.ArchiveFolder})
 * that all reach under one path. Scheduling, retries and the way of the model to the executors are Spark's.
 *
 * <p>Traps: Spark's jars come first on an executor, so that Attune runs on Spark's Jackson, slf4j and Commons Math, which
 * the build leaves out. What travels must be {@code Serializable}, records as well. JavaCPP limits native memory to the
 * size of the heap unless told otherwise ({@link attune.spark.Settings}). A second attempt at a task may run while the
 * first still does.
 */
@NullMarked
package attune.spark;

import org.jspecify.annotations.NullMarked;
