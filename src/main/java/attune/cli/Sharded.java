package attune.cli;

import java.io.IOException;
import java.util.OptionalInt;

/** A command whose work can be done in parts. */
interface Sharded {
    ShardOption shards();

    /** How many items the options ask for, at least 1; empty if only the inputs tell. */
    default OptionalInt items() throws IOException {
        return OptionalInt.empty();
    }
}
