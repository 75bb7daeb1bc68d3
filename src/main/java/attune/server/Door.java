package attune.server;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The port: HTTP/1.1, plain or over TLS. */
final class Door {
    private static final String PASSWORD_FILE = named("tlsPasswordFile");

    private Door() {}

    static ServerConnector open(Server jetty, ServerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ConnectionFactory[] factories = settings.access()
                .tls()
                .map(tls -> secure(tls, http))
                .orElseGet(() -> new ConnectionFactory[] {new HttpConnectionFactory(http)});
        ServerConnector door = new ServerConnector(jetty, 1, 1, factories);
        door.setHost(settings.host());
        door.setPort(settings.port());
        door.setIdleTimeout(TimeUnit.SECONDS.toMillis(settings.limits().idleSeconds()));
        return door;
    }

    private static ConnectionFactory[] secure(ServerSettings.Tls tls, HttpConfiguration http) {
        if (!Files.isReadable(tls.keyStore())) {
            throw new UserFault(
                    named("tls"), "the key store '" + tls.keyStore() + "' cannot be read", "check its name");
        }
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(store(tls));
        context.setKeyStorePassword(tls.password());
        SecureRequestCustomizer customizer = new SecureRequestCustomizer();
        customizer.setSniHostCheck(false); // clients on this machine call it by its address
        http.addCustomizer(customizer);
        return new ConnectionFactory[] {new SslConnectionFactory(context, "http/1.1"), new HttpConnectionFactory(http)};
    }

    /** Read here, so that whatever is wrong with it is told of the file and not of the port. */
    private static KeyStore store(ServerSettings.Tls tls) {
        String file = tls.keyStore().toString();
        try (InputStream in = Files.newInputStream(tls.keyStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12"); // the JDK's also takes its own format, JKS
            store.load(in, tls.password().toCharArray());
            if (Collections.list(store.aliases()).stream().noneMatch(alias -> holdsKey(store, alias))) {
                throw new UserFault(file, "holds no private key", "put the key in beside its certificate");
            }
            return store;
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? new UserFault(file, "the password is not that of this key store", "correct " + PASSWORD_FILE, e)
                    : new UserFault(file, "is not a key store", "give one of PKCS #12, as openssl pkcs12 makes", e);
        } catch (GeneralSecurityException e) {
            throw new UserFault(file, "cannot be used as a key store (" + e.getMessage() + ")", "make it anew", e);
        }
    }

    private static boolean holdsKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (KeyStoreException e) {
            throw new IllegalStateException("the store is loaded", e);
        }
    }

    static int port(Server jetty) {
        return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }
}
