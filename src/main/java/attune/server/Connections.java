package attune.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel's table of TCP connections (proc(5), {@code /proc/net/tcp}), empty where there is none. The kernel takes some
 * milliseconds to write it, so all who want to know share what was read last.
 */
final class Connections {
    static final Duration READ_EVERY = Duration.ofMillis(500);

    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final int GROUP_BYTES = 4;

    private final List<Path> tables;
    private final Duration readEvery;
    private List<Row> rows = List.of();
    private Optional<Long> readNanos = Optional.empty();

    Connections() {
        this(TABLES, READ_EVERY);
    }

    Connections(List<Path> tables, Duration readEvery) {
        this.tables = tables;
        this.readEvery = readEvery;
    }

    /** Both ends and the state, as the kernel prints them. */
    private record Row(String ours, String theirs, String state) {}

    /** The state of a connection, two hexadecimal digits; empty if it is in no table. */
    synchronized Optional<String> state(InetSocketAddress ours, InetSocketAddress theirs) {
        long now = System.nanoTime();
        if (readNanos.isEmpty() || now - readNanos.get() > readEvery.toNanos()) {
            readNanos = Optional.of(now);
            rows = tables.stream().flatMap(Connections::rows).toList();
        }
        String port = hex(ours.getPort());
        String remote = hex(theirs.getAddress()) + hex(theirs.getPort());
        return rows.stream()
                // Of an IPv4 address the table for IPv6 has the same at the end.
                .filter(row -> row.ours.endsWith(port) && row.theirs.endsWith(remote))
                .map(Row::state)
                .findFirst();
    }

    private static Stream<Row> rows(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .skip(1) // the names of the columns
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields.length > 3)
                    .map(fields -> new Row(fields[1], fields[2], fields[3]));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static String hex(int port) {
        return String.format(Locale.ROOT, ":%04X", port);
    }

    /** An address as the kernel prints it: groups of four bytes, each a number in the machine's byte order. */
    private static String hex(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean little = ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN);
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            int inGroup = i % GROUP_BYTES;
            int at = little ? i - inGroup + GROUP_BYTES - 1 - inGroup : i;
            hex.append(String.format(Locale.ROOT, "%02X", bytes[at]));
        }
        return hex.toString();
    }
}
