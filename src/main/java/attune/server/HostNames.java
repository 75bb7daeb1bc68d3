package attune.server;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;

/**
 * The names under which a server that only this machine can reach may be called. A page of a stranger's site can give its
 * own name this machine's address (DNS rebinding) and would then be of the server's own origin for the browser; but the
 * browser still says what name it called.
 */
final class HostNames {
    /** The loopback addresses, and the names that are bound to them (RFC 6761, section 6.3). */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:.*\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[?::1]?|\\[?0(?::0){6}:1]?");

    private final boolean checked;
    private final Set<String> others;

    /**
     * Names for a server.
     *
     * @param checked whether other names are refused
     * @param others that are allowed besides those of the loopback addresses
     */
    HostNames(boolean checked, Set<String> others) {
        this.checked = checked;
        this.others =
                others.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Refuses a request for another name. */
    void require(Request request) {
        String name = String.valueOf(Request.getServerName(request)).toLowerCase(Locale.ROOT);
        if (checked && !LOOPBACK.matcher(name).matches() && !others.contains(name)) {
            String shown = Exchange.clean(name);
            throw Fault.invalid(
                            421,
                            "This server answers to localhost, not to '" + shown
                                    + "'; if that is its name, start it with" + " --allow-host " + shown,
                            null,
                            "unknown_host")
                    .refusal();
        }
    }
}
