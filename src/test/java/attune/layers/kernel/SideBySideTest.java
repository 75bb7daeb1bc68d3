package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
