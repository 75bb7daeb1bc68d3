package attune.torch;

import static org.bytedeco.pytorch.global.torch.arange;
import static org.bytedeco.pytorch.global.torch.stack;

import attune.layers.SeededDropout;
import attune.seed.RunSeed;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The masks of {@link SeededDropout}, bit for bit, drawn on the device in integer operations: SplitMix64 (Steele, Lea and
 * Flood 2014), of whose 64 bits each value takes 16.
 */
final class DropoutMask {
    /** Values of one draw, and draws of one block, which starts from its own seed. */
    private static final int VALUES = 4;

    private static final int BLOCK_BITS = 14;
    private static final int VALUE_BITS = 16;

    private DropoutMask() {}

    /**
     * A mask.
     *
     * @param dropout its rate and seed
     * @param step number of steps before this one
     * @param length number of values
     * @return zeros where a value is dropped, elsewhere the factor that makes up for them
     */
    static Tensor of(SeededDropout dropout, long step, long length, Room room) {
        double rate = dropout.getRate();
        long start = new RunSeed(dropout.getSeed()).derive("dropout", step);
        long draws = (length + VALUES - 1) / VALUES;
        Tensor draw = arange(new Scalar(0L), new Scalar(draws), room.longs());
        Tensor block = mixed(draw.__rshift__(new Scalar((long) BLOCK_BITS)).add(new Scalar(start)));
        Tensor bits = mixed(block.add(draw.bitwise_and(new Scalar((1L << BLOCK_BITS) - 1))));
        TensorVector values = new TensorVector();
        for (long i = 0; i < VALUES; i++) {
            values.push_back(
                    bits.__rshift__(new Scalar(VALUE_BITS * i)).bitwise_and(new Scalar((1L << VALUE_BITS) - 1)));
        }
        long threshold = Math.round(rate * (1 << VALUE_BITS));
        return stack(values, 1)
                .view(-1)
                .narrow(0, 0, length)
                .ge(new Scalar(threshold))
                .to(ScalarType.Float)
                .mul(new Scalar((double) (float) (1 / (1 - rate))));
    }

    /** {@link RunSeed#mix} of each element. */
    private static Tensor mixed(Tensor seed) {
        Tensor z = seed.add(new Scalar(0x9E3779B97F4A7C15L));
        z = z.bitwise_xor(shifted(z, 30)).mul(new Scalar(0xBF58476D1CE4E5B9L));
        z = z.bitwise_xor(shifted(z, 27)).mul(new Scalar(0x94D049BB133111EBL));
        return z.bitwise_xor(shifted(z, 31));
    }

    /** To the right, zeros coming in from the left; libtorch's shift keeps the sign. */
    private static Tensor shifted(Tensor z, int bits) {
        return z.__rshift__(new Scalar((long) bits)).bitwise_and(new Scalar((1L << (Long.SIZE - bits)) - 1));
    }
}
