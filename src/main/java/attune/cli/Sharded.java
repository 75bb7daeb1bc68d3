package attune.cli;

/** A command whose work can be done in parts. */
interface Sharded {
    ShardOption shards();
}
