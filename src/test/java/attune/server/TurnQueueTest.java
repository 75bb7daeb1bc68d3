package attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
    private final TurnQueue<String> queue = new TurnQueue<>(String::length);

    @Test
    void ownersTakeTurns() throws InterruptedException {
        for (String item : List.of("a1", "a2", "a3", "a4")) {
            queue.add("a", item);
        }
        queue.add("b", "b1");
        queue.add("c", "c1");
        queue.add("c", "c2");

        assertThat(queue.take(3, 100)).containsExactly("a1", "b1", "c1");
        assertThat(queue.take(100, 100)).containsExactly("a2", "c2", "a3", "a4");
    }

    @Test
    void whoComesLaterDoesNotWaitForALongOne() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            queue.add("long", "l" + i);
        }
        queue.take(8, 100);
        queue.add("short", "s");

        assertThat(queue.take(8, 100)).contains("s");
    }

    @Test
    void aPassHasRoomForSoMuchButAlwaysForOne() throws InterruptedException {
        queue.add("a", "a very long piece");
        queue.add("b", "b");
        queue.add("c", "cc");
        queue.add("d", "ddd");

        assertThat(queue.take(8, 4)).containsExactly("a very long piece");
        assertThat(queue.take(8, 4)).containsExactly("b", "cc");
        assertThat(queue.take(8, 4)).containsExactly("ddd");
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatWaitsIsTakenAfterClosingAndThenNothing() throws InterruptedException {
        queue.add("a", "a1");
        queue.close();

        assertThat(queue.take(8, 100)).containsExactly("a1");
        assertThat(queue.take(8, 100)).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> queue.add("a", "a2"));
    }

    @Test
    void takingWaitsForTheFirst() throws Exception {
        CompletableFuture<List<String>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take(8, 100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        queue.add("a", "a1");

        assertThat(taken.get()).containsExactly("a1");
    }
}
