package attune.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The body of a transcription request, written by hand (RFC 7578). */
final class Form {
    private static final String BOUNDARY = "----attune-test-7b1c";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** The usual request: a file for the model {@code tiny}. */
    static Form of(Path audio) {
        return new Form().field("model", "tiny").file(audio);
    }

    Form field(String name, String value) {
        add("Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n", value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Form file(Path audio) {
        try {
            return file(audio.getFileName().toString(), Files.readAllBytes(audio));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Form file(String name, byte[] content) {
        add(
                "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n",
                content);
        return this;
    }

    private void add(String head, byte[] content) {
        body.writeBytes(("--" + BOUNDARY + "\r\n" + head).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    static String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    HttpRequest.BodyPublisher publisher() {
        return HttpRequest.BodyPublishers.ofByteArray(bytes());
    }

    /** The request as it goes over the wire, with any claim about its length. */
    byte[] wire(long claimedLength, String... headers) {
        StringBuilder head = new StringBuilder("POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Content-Type: ").append(contentType()).append("\r\n");
        head.append("Content-Length: ").append(claimedLength).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        wire.writeBytes(bytes());
        return wire.toByteArray();
    }
}
