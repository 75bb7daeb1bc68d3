package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections, looked at from the side that neither reads nor writes. */
@EnabledOnOs(OS.LINUX)
class ClientSocketTest {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private static ClientSocket of(Socket accepted) {
        return new ClientSocket(
                new Connections(TABLES, Duration.ZERO),
                (InetSocketAddress) accepted.getLocalSocketAddress(),
                (InetSocketAddress) accepted.getRemoteSocketAddress());
    }

    private static void awaitClosed(ClientSocket socket) throws InterruptedException {
        TinyServer.await("the leaving to be seen", socket::isClosed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aClientThatClosesHasLeft(String address) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getByName(address));
                Socket leaver = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                Socket stayer = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket other = server.accept()) {
            ClientSocket left = of(accepted);
            assertThat(left.isClosed()).isFalse();
            leaver.close();

            awaitClosed(left);
            assertThat(stayer.isConnected()).isTrue();
            assertThat(of(other).isClosed()).isFalse();
        }
    }

    /** A reset leaves nothing in the table; only one that was seen there has left. */
    @Test
    void aClientThatResetsHasLeft() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket leaver = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            ClientSocket left = of(accepted);
            assertThat(left.isClosed()).isFalse();
            leaver.setSoLinger(true, 0);
            leaver.close();

            awaitClosed(left);
            assertThat(of(accepted).isClosed()).as("never seen").isFalse();
        }
    }

    @Test
    void withoutATableEveryClientIsThere() {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

        Connections none = new Connections(List.of(Path.of("no-such-table")), Duration.ZERO);
        assertThat(new ClientSocket(none, anywhere, anywhere).isClosed()).isFalse();
    }
}
