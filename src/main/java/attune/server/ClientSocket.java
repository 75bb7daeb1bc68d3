package attune.server;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Whether a client still holds its end of a connection. With a request read and its answer not begun, HTTP/1.1 tells in no
 * other way: reading would take the beginning of the next request, and the one thing that could be written first, the
 * status 102, Python's http.client takes for the answer. Where the system has no table, every client counts as there.
 */
final class ClientSocket {
    private static final String ESTABLISHED = "01";

    private final Connections connections;
    private final InetSocketAddress ours;
    private final InetSocketAddress theirs;
    private boolean seen;

    ClientSocket(Connections connections, InetSocketAddress ours, InetSocketAddress theirs) {
        this.connections = connections;
        this.ours = ours;
        this.theirs = theirs;
    }

    /** Whether it has been closed, or has vanished since it was last seen. */
    boolean isClosed() {
        Optional<String> state = connections.state(ours, theirs);
        boolean open = state.isPresent() && state.get().equals(ESTABLISHED);
        boolean closed = !open && (seen || state.isPresent());
        seen |= open;
        return closed;
    }
}
