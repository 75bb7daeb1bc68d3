package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class SideBySideTest {
    /** The last part begins to end only once the failing one has failed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void noPartGoesOnWhenAnotherHasFailed(int failing) {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        assertThatThrownBy(() -> SideBySide.run(3, part -> {
                    if (part == failing) {
                        failed.countDown();
                        throw new IllegalStateException("part " + part);
                    }
                    if (part == 2) {
                        ended.set(waited(failed));
                    }
                }))
                .hasStackTraceContaining("part " + failing);
        assertThat(ended).isTrue();
    }

    @Test
    void noPartGoesOnWhenTheCallerIsInterrupted() {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch open = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        SideBySide.run(2, part -> {
            if (part == 0) {
                open.countDown();
            } else {
                ended.set(waited(open));
            }
        });
        assertThat(ended).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void closesWhatTheOthersMadeWhenAPartFails(int failing) {
        Set<Integer> open = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> SideBySide.open(3, part -> {
                    if (part == failing) {
                        throw new OutOfMemoryError("part " + part);
                    }
                    open.add(part);
                    return closing(() -> open.remove(part));
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(open).isEmpty();
    }

    @Test
    void givesWhatWasMadeInOrder() {
        List<RecurrentKernel.Pass> made = new CopyOnWriteArrayList<>(Collections.nCopies(3, closing(() -> {})));
        assertThat(SideBySide.open(3, part -> {
                    made.set(part, closing(() -> {}));
                    return made.get(part);
                }))
                .isEqualTo(made);
    }

    private static RecurrentKernel.Pass closing(Runnable close) {
        return new RecurrentKernel.Pass() {
            @Override
            public void backward(INDArray dy, LstmWeights gradients, INDArray dx) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }

    private static boolean waited(CountDownLatch failed) {
        try {
            boolean counted = failed.await(10, TimeUnit.SECONDS);
            Thread.sleep(50);
            return counted;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
