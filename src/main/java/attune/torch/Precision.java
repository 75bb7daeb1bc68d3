package attune.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What numbers are rounded to where LSTM and dense layers multiply them. Parameters, Adam and the loss are in single
 * precision whatever is chosen.
 */
enum Precision {
    /** Not at all: 24 bits of mantissa. */
    FLOAT(""),
    /** To TensorFloat-32, 11 bits, inside a card's own products; convolutions, too. Cards before Ampere do not round. */
    TF32("-tf32"),
    /** To bfloat16, 8 bits, in which such a layer's state and output are, too. */
    BF16("-bf16");

    /** What a device's name has after its kind, such as {@code cuda-bf16:1}. */
    final String suffix;

    Precision(String suffix) {
        this.suffix = suffix;
    }

    /** The one with a suffix. */
    static Precision of(String suffix) {
        return Arrays.stream(values())
                .filter(each -> each.suffix.equals(suffix))
                .findFirst()
                .orElseThrow();
    }

    /** Has cards compute so, and give the same bits in every run: libtorch's defaults are TF32 for LSTMs, and any order. */
    void prepare() {
        Context context = torch.globalContext();
        context.setAllowTF32CuDNN(this == TF32);
        context.setAllowTF32CuBLAS(this == TF32);
        context.setDeterministicCuDNN(true);
    }

    /** Numbers as a layer multiplies them. */
    Tensor rounded(Tensor values) {
        return this == BF16 ? values.toType(ScalarType.BFloat16) : values;
    }

    /** A layer's output in single precision again. */
    Tensor widened(Tensor values) {
        return this == BF16 ? values.toType(ScalarType.Float) : values;
    }
}
