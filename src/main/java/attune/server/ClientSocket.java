package attune.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a client still holds its end of a connection, by the kernel's table of TCP connections (proc(5), {@code
 * /proc/net/tcp}). With a request read and its answer not begun, HTTP/1.1 tells in no other way: reading would take the
 * beginning of the next request, and of what could be written first, the status 102, Python's http.client makes the
 * answer. Where there is no such table, every client counts as there.
 */
final class ClientSocket {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final int GROUP_BYTES = 4;

    private final List<Path> tables;
    private final InetSocketAddress ours;
    private final InetSocketAddress theirs;
    private boolean seen;

    ClientSocket(InetSocketAddress ours, InetSocketAddress theirs) {
        this(TABLES, ours, theirs);
    }

    ClientSocket(List<Path> tables, InetSocketAddress ours, InetSocketAddress theirs) {
        this.tables = tables;
        this.ours = ours;
        this.theirs = theirs;
    }

    /** Whether it has been closed, or has vanished since the last look. */
    boolean isClosed() {
        Optional<String> state = state();
        boolean open = state.isPresent() && state.get().equals(ESTABLISHED);
        boolean closed = !open && (seen || state.isPresent());
        seen |= open;
        return closed;
    }

    private Optional<String> state() {
        String port = String.format(Locale.ROOT, ":%04X", ours.getPort());
        String remotePort = String.format(Locale.ROOT, ":%04X", theirs.getPort());
        String remote = hex(theirs.getAddress());
        return tables.stream()
                .flatMap(ClientSocket::rows)
                // Of an IPv4 address the table for IPv6 has the same at the end.
                .filter(row -> row[1].endsWith(port) && row[2].endsWith(remote + remotePort))
                .map(row -> row[3])
                .findFirst();
    }

    /** Number, local address, remote address, state, and more that does not matter here. */
    private static Stream<String[]> rows(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(row -> row.length > 3);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** An address as the kernel prints it: groups of four bytes, each a number in the machine's byte order. */
    private static String hex(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder hex = new StringBuilder();
        for (int group = 0; group < bytes.length; group += GROUP_BYTES) {
            for (int i = 0; i < GROUP_BYTES; i++) {
                boolean little = ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN);
                hex.append(String.format(Locale.ROOT, "%02X", bytes[group + (little ? GROUP_BYTES - 1 - i : i)]));
            }
        }
        return hex.toString();
    }
}
