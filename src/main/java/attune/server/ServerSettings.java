package attune.server;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server is started with.
 *
 * @param host name or address to listen on
 * @param port to listen on; 0 for any that is free
 * @param models what it serves
 * @param aliases other names of models, such as {@code whisper-1} for clients that ask for nothing else
 * @param access who may use it
 * @param limits what it allows
 */
public record ServerSettings(
        String host, int port, Models models, Map<String, String> aliases, Access access, Limits limits) {

    private static final int MOST_PORT = 65_535;

    /** Refuses to listen to strangers who need no key, an impossible port, and other names of models that are not there. */
    public ServerSettings {
        aliases = Map.copyOf(aliases);
        if (port < 0 || port > MOST_PORT) {
            throw new UserFault(
                    named("port"), "'" + port + "' is not from 0 to " + MOST_PORT, "give 0 for any that is free");
        }
        if (models instanceof Bundles given) {
            Set<String> ids = given.bundles().keySet();
            aliases.forEach((name, id) -> {
                if (!ids.contains(id)) {
                    throw new UserFault(
                            named("alias") + " " + name + "=" + id,
                            "no model is called '" + id + "'",
                            "give one of " + String.join(", ", new TreeSet<>(ids)));
                }
            });
        }
        if (!isLoopback(host) && access.keyFile().isEmpty() && !access.open()) {
            throw new UserFault(
                    named("host"),
                    "'" + host + "' can be reached from other machines, and no API key is required",
                    "give " + named("apiKeyFile") + ", or " + named("open") + " to let everyone in");
        }
    }

    /** Whether only this machine can reach it. */
    boolean isLocal() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UserFault(
                    named("host"), "'" + host + "' is not known here", "give an address of this machine", e);
        }
    }

    /** Where models come from. */
    public sealed interface Models {}

    /**
     * Given bundles, opened once.
     *
     * @param bundles by the id that clients ask for
     */
    public record Bundles(Map<String, Path> bundles) implements Models {
        /** Copies the map. */
        public Bundles {
            bundles = Map.copyOf(bundles);
        }
    }

    /**
     * A folder that is watched: a bundle that appears, changes or goes there does so for clients, too.
     *
     * @param folder of bundles; their ids are their names without {@code .attune}
     * @param ofRuns what the model of a run is called: folders in this one that have such a file are served, too, under
     *     their own names
     * @param every how often it is looked at
     */
    public record Folder(Path folder, List<String> ofRuns, Duration every) implements Models {}

    /**
     * Who may use the server.
     *
     * @param keyFile a file of API keys, one a line; empty if none is needed
     * @param open whether to serve other machines without a key
     * @param origins of pages, besides the server's own, whose scripts may open live sessions
     * @param hosts names of the server besides those of this machine's loopback addresses; they matter only while it listens
     *     on one of these
     * @param tls to speak HTTPS; empty for HTTP
     */
    public record Access(
            Optional<Path> keyFile, boolean open, Set<String> origins, Set<String> hosts, Optional<Tls> tls) {
        /** This machine, without a key. */
        public static final Access LOCAL = new Access(Optional.empty(), false, Set.of(), Set.of(), Optional.empty());

        /** Copies the sets. */
        public Access {
            hosts = Set.copyOf(hosts);
            origins = Set.copyOf(origins);
        }
    }

    /**
     * The server's certificate and private key.
     *
     * @param keyStore a file in PKCS #12 or Java's own format
     * @param password of the store and the key in it
     */
    public record Tls(Path keyStore, String password) {}
}
