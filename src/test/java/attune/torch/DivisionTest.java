package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DivisionTest {
    private final Division division = new Division(1);
    private final List<Integer> told = new ArrayList<>();

    /** As libtorch says it. */
    private static RuntimeException full() {
        return new RuntimeException(
                "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 8 GiB");
    }

    @Test
    void partsDoubleUntilMemoryHoldsThemAndStaySo() {
        assertThat(partsFor(4, 32)).isEqualTo(4);
        assertThat(told).containsExactly(2, 4);
        assertThat(partsFor(1, 32)).isEqualTo(4);
        assertThat(told).hasSize(2);
    }

    @Test
    void aSmallBatchIsDividedNoFurtherThanIntoItsClips() {
        assertThat(partsFor(3, 3)).isEqualTo(3);
        assertThat(told).containsExactly(2, 3);
    }

    @Test
    void oneClipThatDoesNotFitIsAFault() {
        assertThatThrownBy(() -> partsFor(3, 2)).hasMessageContaining("out of memory");
    }

    @Test
    void anyOtherFaultIsPassedOn() {
        assertThatThrownBy(() -> division.run(
                        8,
                        parts -> {
                            throw new IllegalStateException("broken");
                        },
                        told::add))
                .hasMessage("broken");
        assertThat(told).isEmpty();
    }

    /** How many parts work ends up in that needs so many. */
    private int partsFor(int needed, int most) {
        return division.run(
                most,
                parts -> {
                    if (parts < needed) {
                        throw full();
                    }
                    return parts;
                },
                told::add);
    }
}
