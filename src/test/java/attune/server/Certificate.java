package attune.server;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.file.Path;

/** A certificate of this machine's own, made by the JDK's keytool. */
final class Certificate {
    static final String PASSWORD = "a password";

    private Certificate() {}

    static ServerSettings.Tls make(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("store.p12");
        ExternalTools.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        return new ServerSettings.Tls(store, PASSWORD);
    }
}
