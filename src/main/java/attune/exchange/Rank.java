package attune.exchange;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.time.Duration;

/**
 * Which of several processes this is, and where all of them meet.
 *
 * @param number from 0
 * @param of number of ranks, at least 1
 * @param host of the first rank, as the others reach it
 * @param port on which the first rank waits for the others
 * @param patience how long a rank waits for the others to come
 */
public record Rank(int number, int of, String host, int port, Duration patience) {
    /** A cluster may take minutes to start the last process of a job. */
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(10);

    private static final int HIGHEST_PORT = 65_535;

    /** Refuses numbers out of range. */
    public Rank {
        if (of < 1) {
            throw new UserFault(named("ranks"), "must be at least 1: " + of, "give the number of processes");
        }
        if (number < 0 || number >= of) {
            throw new UserFault(
                    named("rank"),
                    number + " is not one of " + of + " ranks",
                    "give each process another number, from 0 to " + (of - 1));
        }
    }

    /**
     * A rank by where it meets the others.
     *
     * @param number from 0
     * @param of number of ranks
     * @param rendezvous host and port of the first rank, such as {@code node1:29400}
     * @return the rank
     * @throws UserFault if that is not a host and a port
     */
    public static Rank at(int number, int of, String rendezvous) {
        int colon = rendezvous.lastIndexOf(':');
        String digits = rendezvous.substring(colon + 1);
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (colon < 1 || port < 1 || port > HIGHEST_PORT) {
            throw new UserFault(
                    named("rendezvous"),
                    "'" + rendezvous + "' is not HOST:PORT",
                    "give the first rank's host and a free port on it, such as node1:29400");
        }
        String host = rendezvous.substring(0, colon).replaceAll("^\\[(.*)]$", "$1"); // an IPv6 address in brackets
        return new Rank(number, of, host, port, USUAL_PATIENCE);
    }

    String rendezvous() {
        return host + ":" + port;
    }
}
