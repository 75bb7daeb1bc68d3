package attune.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.fault.UserFault;
import java.io.DataOutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {
    private static Rank rank(int number, int of, int port, Duration patience) {
        return new Rank(number, of, "localhost", port, patience);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 1000", "3, 1000", "4, 2", "7, 1001"})
    void everyRankHasTheSameSum(int size, int length) {
        List<float[]> sums = Ranks.run(size, exchange -> {
            float[] values = values(exchange.rank(), length);
            exchange.sum(values);
            return values;
        });
        assertThat(sums).allSatisfy(sum -> assertThat(sum).isEqualTo(sums.get(0)));
        for (int i = 0; i < length; i++) {
            double expected = 0;
            for (int rank = 0; rank < size; rank++) {
                expected += values(rank, length)[i];
            }
            assertThat((double) sums.get(0)[i]).isCloseTo(expected, within(1e-6 * size));
        }
    }

    private static float[] values(int rank, int length) {
        SplittableRandom random = new SplittableRandom(rank);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyRankHearsWhatTheFirstOneSays(int size) {
        assertThat(Ranks.run(size, exchange -> exchange.tell(new byte[] {(byte) exchange.rank(), 7})[0]))
                .hasSize(size)
                .containsOnly((byte) 0);
    }

    @Test
    void whenARankEndsAllOthersAreTold() {
        List<Throwable> ends = Ranks.run(3, exchange -> {
            if (exchange.rank() == 1) {
                exchange.close();
                return new AssertionError();
            }
            try {
                exchange.sum(new float[1000]);
                return new AssertionError("went on without rank 1");
            } catch (UncheckedIOException lost) {
                return lost;
            }
        });
        for (int survivor : new int[] {0, 2}) {
            assertThat(RankLostException.isIn(ends.get(survivor))).isTrue();
            assertThat(ends.get(survivor))
                    .hasMessageContaining("rank " + survivor + " of 3: the connection to a neighbour was lost");
        }
    }

    @Test
    void strangersAtTheDoorAreTurnedAway() throws Exception {
        int port = Ranks.freePort();
        var threads = Executors.newFixedThreadPool(2);
        try {
            Future<Exchange> first = threads.submit(() -> Ring.join(rank(0, 2, port, Duration.ofSeconds(30))));
            try (Socket stranger = Ranks.connect(port)) {
                stranger.getOutputStream()
                        .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                Future<Exchange> second = threads.submit(() -> Ring.join(rank(1, 2, port, Duration.ofSeconds(30))));
                try (Exchange one = first.get();
                        Exchange other = second.get()) {
                    assertThat(one.rank() + other.rank()).isEqualTo(1);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As a rank greets that is then killed, or that waits. */
    private static Socket greeting(int port) throws Exception {
        Socket waiting = Ranks.connect(port);
        DataOutputStream out = new DataOutputStream(waiting.getOutputStream());
        for (int word : new int[] {Meeting.MAGIC, 3, 1, 9}) {
            out.writeInt(word);
        }
        return waiting;
    }

    @Test
    void aRankMayBeStartedAgainWhileTheOthersAreAwaited() throws Exception {
        int port = Ranks.freePort();
        var threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Exchange>> all = new ArrayList<>();
            all.add(threads.submit(() -> Ring.join(rank(0, 3, port, Duration.ofSeconds(30)))));
            greeting(port).close();
            for (int number = 1; number < 3; number++) {
                int own = number;
                all.add(threads.submit(() -> Ring.join(rank(own, 3, port, Duration.ofSeconds(30)))));
            }
            for (Future<Exchange> one : all) {
                one.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoRanksOfOneNumberAreRefused() throws Exception {
        int port = Ranks.freePort();
        var threads = Executors.newFixedThreadPool(1);
        try {
            Future<Exchange> first = threads.submit(() -> Ring.join(rank(0, 3, port, Duration.ofSeconds(30))));
            try (Socket one = greeting(port);
                    Socket other = greeting(port)) {
                assertThat(one.isConnected() && other.isConnected()).isTrue();
                assertThatThrownBy(first::get).hasMessageContaining("1 came twice");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoeverDoesNotComeIsNamed() throws Exception {
        int port = Ranks.freePort();
        assertThatThrownBy(() -> Ring.join(rank(0, 3, port, Duration.ofMillis(50))))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("rank 0 did not see rank 1, 2");
        assertThatThrownBy(() -> Ring.join(rank(1, 3, port, Duration.ofMillis(50))))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("rank 1 found nobody at localhost:" + port);
    }

    @Test
    void ranksThatDisagreeOnTheirNumberAreRefused() throws Exception {
        int port = Ranks.freePort();
        var threads = Executors.newFixedThreadPool(1);
        try {
            Future<?> other = threads.submit(() -> Ring.join(rank(1, 3, port, Duration.ofSeconds(5))));
            assertThatThrownBy(() -> Ring.join(rank(0, 2, port, Duration.ofSeconds(5))))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("is 2 for rank 0, but 3 for rank 1");
            assertThatThrownBy(other::get).hasMessageContaining("rank 0 of 3 ended");
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | a:1 | must be at least 1: 0",
                "2 | 2 | a:1 | 2 is not one of 2 ranks",
                "-1 | 2 | a:1 | -1 is not one of 2 ranks",
                "0 | 2 | a | 'a' is not HOST:PORT",
                "0 | 2 | :80 | ':80' is not HOST:PORT",
                "0 | 2 | a:70000 | 'a:70000' is not HOST:PORT"
            })
    void impossibleRanksAreRefused(int number, int of, String rendezvous, String message) {
        assertThatThrownBy(() -> Rank.at(number, of, rendezvous))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(message);
    }

    @Test
    void addressesOfTheNewKindAreRead() {
        assertThat(Rank.at(0, 2, "[::1]:29400").host()).isEqualTo("::1");
    }
}
