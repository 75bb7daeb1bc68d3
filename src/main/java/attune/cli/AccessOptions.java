package attune.cli;

import attune.fault.UserFault;
import attune.files.TextFile;
import attune.server.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may use a server. */
final class AccessOptions {
    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "Require an API key: one of those in this file, one a line.")
    private @Nullable Path keyFile;

    @Option(names = "--open", description = "Serve other machines without a key.")
    private boolean open;

    @Option(
            names = "--tls",
            paramLabel = "KEYSTORE",
            description = "Speak HTTPS with the certificate and key of this store (PKCS #12).")
    private @Nullable Path keyStore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "The password of the store for --tls, on the first line.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Let scripts in pages of this origin, such as https://desk.example.org, open live sessions;"
                    + " may be repeated.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description =
                    "Answer to this name, too, while listening on this machine's own address: the name that a proxy"
                            + " hands on; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    ServerSettings.Access access() {
        return new ServerSettings.Access(
                Optional.ofNullable(keyFile), open, Set.copyOf(origins), Set.copyOf(hosts), tls());
    }

    private Optional<ServerSettings.Tls> tls() {
        if (keyStore == null) {
            if (passwordFile != null) {
                throw new UserFault("--tls-password-file", "works with --tls only", "add --tls KEYSTORE");
            }
            return Optional.empty();
        }
        if (passwordFile == null) {
            throw new UserFault("--tls", "the store's password is missing", "add --tls-password-file FILE");
        }
        String password =
                TextFile.read(passwordFile, "password").lines().findFirst().orElse("");
        return Optional.of(new ServerSettings.Tls(keyStore, password));
    }
}
