/**
 * The work of a command in parts that several machines do, and the parts joined.
 *
 * <p>In: a command's clips, in their order, and {@link attune.shards.Shard}, which of how many parts to do. Out: a file
 * for each part with the result of each of its clips; of all parts, the results of all clips in their order, from which
 * the command goes on as if it had done them itself.
 *
 * <p>Read {@link attune.shards.ShardedWork} first, then {@link attune.shards.PartFile}.
 *
 * <p>Traps: nothing here knows what a result is; a job gives a record that Jackson writes and reads without loss.
 */
@NullMarked
package attune.shards;

import org.jspecify.annotations.NullMarked;
