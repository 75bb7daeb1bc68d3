package attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with a certificate of our own. */
class TlsTest {
    private static final String PASSWORD = Certificate.PASSWORD;

    @TempDir
    Path folder;

    private Path store = Path.of("");

    @BeforeEach
    void makeCertificate() throws IOException, InterruptedException {
        store = Certificate.make(folder).keyStore();
    }

    private TinyServer start(Path keyStore, String password) throws IOException {
        return TinyServer.start(
                folder,
                Limits.DEFAULT,
                new ServerSettings.Access(
                        Optional.empty(),
                        false,
                        Set.of(),
                        Set.of(),
                        Optional.of(new ServerSettings.Tls(keyStore, password))));
    }

    private HttpClient trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void transcriptsComeOverTlsAndNotWithoutIt() throws Exception {
        try (TinyServer tiny = start(store, PASSWORD)) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + tiny.port + TinyServer.TRANSCRIPTIONS))
                    .header("Content-Type", Form.contentType())
                    .POST(Form.of(TinyServer.digit(4)).publisher())
                    .build();
            HttpResponse<String> answer = trusting().send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(TinyServer.json(answer).get("text").asText())
                    .isEqualTo(tiny.expected(TinyServer.digit(4)).text());
            assertThatThrownBy(() -> tiny.get("/health")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aWrongPasswordOrStoreIsTold() {
        assertThatThrownBy(() -> start(store, "another"))
                .isInstanceOf(UserFault.class)
                .hasMessage(store + ": the password is not that of this key store; correct tlsPasswordFile");
        assertThatThrownBy(() -> start(folder.resolve("none.p12"), PASSWORD))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("none.p12");
    }
}
