package attune.exchange;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ranks as threads of one process, which meet over this machine's own address. */
public final class Ranks {
    private Ranks() {}

    /** What each rank does. */
    public interface Work<T> {
        T of(Exchange exchange) throws Exception;
    }

    /** Has all ranks work, and returns what they made, in their order. */
    public static <T> List<T> run(int size, Work<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        try {
            int port = freePort();
            List<Future<T>> all = new ArrayList<>();
            for (int number = 0; number < size; number++) {
                Rank rank = new Rank(number, size, "localhost", port, Duration.ofMinutes(1));
                all.add(threads.submit(() -> {
                    try (Exchange exchange = Ring.join(rank)) {
                        return work.of(exchange);
                    }
                }));
            }
            List<T> made = new ArrayList<>();
            for (Future<T> one : all) {
                made.add(one.get());
            }
            return made;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A port that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Connects as soon as somebody listens. */
    public static Socket connect(int port) throws IOException, InterruptedException {
        while (true) {
            try {
                return new Socket("localhost", port);
            } catch (ConnectException e) {
                Thread.sleep(10);
            }
        }
    }
}
