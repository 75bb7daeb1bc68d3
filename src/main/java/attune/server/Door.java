package attune.server;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.nio.file.Files;
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
        context.setKeyStorePath(tls.keyStore().toAbsolutePath().toString());
        context.setKeyStorePassword(tls.password());
        SecureRequestCustomizer customizer = new SecureRequestCustomizer();
        customizer.setSniHostCheck(false); // clients on this machine call it by its address
        http.addCustomizer(customizer);
        return new ConnectionFactory[] {new SslConnectionFactory(context, "http/1.1"), new HttpConnectionFactory(http)};
    }

    static int port(Server jetty) {
        return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }
}
