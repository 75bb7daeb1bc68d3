package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's WebSocket, with the server's messages in the order in which they came. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    final WebSocket socket;
    private final StringBuilder message = new StringBuilder();

    /** Connects; subprotocols are wished for in this order. */
    SocketClient(String address, String... protocols) {
        this(HttpClient.newHttpClient().newWebSocketBuilder(), address, protocols);
    }

    /** The same with headers. */
    SocketClient(WebSocket.Builder builder, String address, String... protocols) {
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length));
        }
        socket = builder.buildAsync(URI.create(address), this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            answers.add(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    String answer() throws InterruptedException {
        String answer = answers.poll(2, TimeUnit.MINUTES);
        assertThat(answer).as("an answer").isNotNull();
        return answer;
    }

    /** The status and the reason with which the server closes it. */
    String closed() throws Exception {
        return closed.get(2, TimeUnit.MINUTES);
    }

    /** The subprotocol agreed upon. */
    String protocol() {
        return socket.getSubprotocol();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
