package attune.fuzz;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Alters a valid file: the same draws alter it in the same way. */
@FunctionalInterface
interface Mutation {
    /** The altered bytes; {@code valid} stays as it is. */
    byte[] of(byte[] valid, SplittableRandom random);

    /** The same, with something done to the altered bytes, such as repairing checksums. */
    default Mutation then(UnaryOperator<byte[]> seal) {
        return (valid, random) -> seal.apply(of(valid, random));
    }
}
