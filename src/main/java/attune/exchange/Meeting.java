package attune.exchange;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.net.ExtendedSocketOptions;

/**
 * How ranks find each other. All come to the first one, which tells each where the next one listens; then each calls the
 * next, and the last calls the first. What comes to a port and is not a rank is turned away.
 */
final class Meeting {
    static final int MAGIC = 0x4154544E; // "ATTN"

    /** For a caller to say who it is. */
    private static final int GREETING_MS = 5000;

    private static final int RETRY_MS = 200;

    /** A host that is gone without a word is noticed after idle + probes · interval: 25 seconds. */
    private static final int IDLE_SECONDS = 10;

    private static final int PROBE_SECONDS = 5;
    private static final int PROBES = 3;

    private final Rank rank;
    private final long deadline;

    /** The two connections that a rank keeps. */
    record Neighbours(Socket next, Socket previous) {}

    /**
     * What a caller says first.
     *
     * @param of how many ranks it was told there are
     * @param port on which it listens
     */
    private record Greeting(int of, int number, int port) {}

    private record Address(String host, int port) {}

    private Meeting(Rank rank) {
        this.rank = rank;
        this.deadline = System.nanoTime() + rank.patience().toNanos();
    }

    static Neighbours of(Rank rank) throws IOException {
        return new Meeting(rank).neighbours();
    }

    private Neighbours neighbours() throws IOException {
        try (ServerSocket door = new ServerSocket()) {
            boolean first = rank.number() == 0;
            door.bind(new InetSocketAddress(first ? rank.port() : 0), 2 * rank.of());
            Address address = first ? receiveAll(door) : comeToTheFirst(door.getLocalPort());
            Socket next = call(address, door.getLocalPort());
            try {
                return new Neighbours(next, receivePrevious(door));
            } catch (IOException | RuntimeException e) {
                next.close();
                throw e;
            }
        }
    }

    /** Where the second rank listens. */
    private Address receiveAll(ServerSocket door) throws IOException {
        Map<Integer, Socket> came = new TreeMap<>();
        Address[] addresses = new Address[rank.of()];
        addresses[0] = new Address("", rank.port());
        try {
            while (came.size() < rank.of() - 1 || dropEnded(came)) {
                Socket caller = accept(door, came);
                Optional<Greeting> greeting = greeting(caller);
                if (greeting.isEmpty()) {
                    caller.close();
                    continue;
                }
                int number = greeting.get().number;
                if (came.containsKey(number)) {
                    dropEnded(came);
                }
                if (came.putIfAbsent(number, caller) != null) {
                    caller.close();
                    throw new UserFault(named("rank"), number + " came twice", "give each process another number");
                }
                addresses[number] = new Address(hostOf(caller), greeting.get().port);
            }
            for (Map.Entry<Integer, Socket> each : came.entrySet()) {
                Address next = addresses[(each.getKey() + 1) % rank.of()];
                DataOutputStream out = new DataOutputStream(each.getValue().getOutputStream());
                out.writeUTF(next.host);
                out.writeInt(next.port);
            }
            return addresses[1];
        } finally {
            for (Socket caller : came.values()) {
                caller.close();
            }
        }
    }

    /** Forgets those that have ended since they came, and may be started again; returns whether there were any. */
    private static boolean dropEnded(Map<Integer, Socket> came) throws IOException {
        boolean any = false;
        for (Iterator<Socket> all = came.values().iterator(); all.hasNext(); ) {
            Socket waiting = all.next();
            if (hasEnded(waiting)) {
                waiting.close();
                all.remove();
                any = true;
            }
        }
        return any;
    }

    /** Whether a rank that waits, which says no more than its greeting, is gone. */
    private static boolean hasEnded(Socket waiting) {
        try {
            waiting.setSoTimeout(1);
            return waiting.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Empty for the first rank's own host, which others reach by the name that they were given. */
    private static String hostOf(Socket caller) {
        return caller.getInetAddress().isLoopbackAddress()
                ? ""
                : caller.getInetAddress().getHostAddress();
    }

    private Address comeToTheFirst(int ownPort) throws IOException {
        try (Socket first = call(new Address("", rank.port()), ownPort)) {
            first.setSoTimeout(leftMs());
            DataInputStream in = new DataInputStream(first.getInputStream());
            return new Address(in.readUTF(), in.readInt());
        } catch (SocketTimeoutException e) {
            throw late("not all " + rank.of() + " ranks came", e);
        } catch (IOException e) {
            throw new RankLostException("rank 0 of " + rank.of() + " ended before all ranks had come", e);
        }
    }

    private Socket receivePrevious(ServerSocket door) throws IOException {
        int wanted = (rank.number() + rank.of() - 1) % rank.of();
        while (true) {
            Socket caller = accept(door, Map.of());
            if (greeting(caller).filter(said -> said.number == wanted).isPresent()) {
                caller.setSoTimeout(0);
                return caller;
            }
            caller.close();
        }
    }

    private Socket accept(ServerSocket door, Map<Integer, Socket> came) throws IOException {
        door.setSoTimeout(leftMs());
        try {
            return kept(door.accept());
        } catch (SocketTimeoutException e) {
            String missing = IntStream.range(1, rank.of())
                    .filter(number -> !came.containsKey(number))
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", "));
            throw late("did not see rank " + missing, e);
        }
    }

    /** What a rank says; empty from anybody else. */
    private Optional<Greeting> greeting(Socket caller) throws IOException {
        Greeting said;
        try {
            caller.setSoTimeout(GREETING_MS);
            DataInputStream in = new DataInputStream(caller.getInputStream());
            if (in.readInt() != MAGIC) {
                return Optional.empty();
            }
            said = new Greeting(in.readInt(), in.readInt(), in.readInt());
        } catch (IOException e) {
            return Optional.empty();
        }
        if (said.of != rank.of()) {
            caller.close(); // so that it need not wait until it is late
            throw new UserFault(
                    named("ranks"),
                    "is " + rank.of() + " for rank " + rank.number() + ", but " + said.of + " for rank " + said.number,
                    "start all processes with the same number");
        }
        return Optional.of(said).filter(it -> it.number >= 0 && it.number < rank.of());
    }

    private Socket call(Address address, int ownPort) throws IOException {
        String host = address.host.isEmpty() ? rank.host() : address.host;
        while (true) {
            Socket socket = new Socket();
            try {
                // Resolved anew each time: a pod's name may come after its process.
                socket.connect(new InetSocketAddress(host, address.port), leftMs());
                DataOutputStream out = new DataOutputStream(kept(socket).getOutputStream());
                for (int word : new int[] {MAGIC, rank.of(), rank.number(), ownPort}) {
                    out.writeInt(word);
                }
                return socket;
            } catch (SocketException | UnknownHostException | SocketTimeoutException notYet) {
                // Refused, or no way there: its process, its host or its network may be late.
                socket.close();
                if (leftMs() <= RETRY_MS) {
                    throw late("found nobody at " + host + ":" + address.port, notYet);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the first rank", e);
        }
    }

    private static Socket kept(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
        return socket;
    }

    /** At least 1, since 0 would be for ever. */
    private int leftMs() {
        return (int) Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
    }

    private UserFault late(String what, IOException cause) {
        return new UserFault(
                named("rendezvous") + " " + rank.rendezvous(),
                "rank " + rank.number() + " " + what + " within "
                        + rank.patience().toSeconds() + " s",
                "start all " + rank.of() + " processes, on hosts that reach each other by that name",
                cause);
    }
}
