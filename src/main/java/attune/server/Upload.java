package attune.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;

/**
 * The body of a transcription request, received.
 *
 * @param audio the sound in a file of ours; deleted on closing
 * @param name of the file at the client's, for messages
 * @param fields the values of each other field, in the order in which they came; names without {@code []}
 */
record Upload(Path audio, String name, Map<String, List<String>> fields) implements AutoCloseable {
    private static final String FILE = "file";
    private static final int MOST_PARTS = 1100;

    /** All fields but the file together; they are kept in memory. */
    private static final int FIELD_BYTES = 64 << 10;

    /** How Jetty tells of a body, a part or a number of parts beyond the limits. */
    private static final Pattern TOO_LARGE = Pattern.compile("max .*exceeded");

    /** Receives a body, and refuses it as soon as it is too large. */
    static Upload receive(Request request, Path folder, Limits limits) throws IOException {
        long mostBytes = limits.bodyBytes();
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length())) {
            throw Fault.invalid("Send the request as multipart/form-data, with the sound in the field file", null)
                    .refusal();
        }
        if (request.getLength() > mostBytes + FIELD_BYTES) {
            throw tooLarge(mostBytes).refusal();
        }
        MultiPartConfig config = new MultiPartConfig.Builder()
                .location(folder)
                .maxParts(MOST_PARTS)
                .maxMemoryPartSize(FIELD_BYTES)
                .maxPartSize(mostBytes)
                .maxSize(mostBytes + FIELD_BYTES)
                .build();
        try (MultiPartFormData.Parts parts =
                MultiPartFormData.getParts(new PacedBody(request, limits.bytesPerSecond()), request, type, config)) {
            return of(parts, folder);
        } catch (RuntimeException | IOException e) {
            throw unreadable(e, mostBytes);
        }
    }

    private static Upload of(MultiPartFormData.Parts parts, Path folder) throws IOException {
        Map<String, List<String>> fields = new TreeMap<>();
        long fieldBytes = 0;
        MultiPart.Part sound = null;
        for (MultiPart.Part part : parts) {
            String name = String.valueOf(part.getName());
            if (name.equals(FILE)) {
                sound = part;
            } else {
                fieldBytes += part.getLength();
                if (fieldBytes > FIELD_BYTES) {
                    throw Fault.invalid(
                                    413,
                                    "The fields besides the file are larger than " + FIELD_BYTES
                                            + " bytes together, the limit; give fewer words",
                                    Exchange.clean(name),
                                    "fields_too_large")
                            .refusal();
                }
                fields.computeIfAbsent(name.replaceFirst("\\[]$", ""), key -> new ArrayList<>())
                        .add(part.getContentAsString(StandardCharsets.UTF_8));
            }
        }
        if (sound == null) {
            throw Fault.invalid("The field file, with the sound, is missing", FILE)
                    .refusal();
        }
        if (sound.getLength() == 0) {
            throw Fault.invalid("The file is empty", FILE).refusal();
        }
        Path audio = Files.createTempFile(folder, "sound", "");
        try {
            sound.writeTo(audio);
        } catch (IOException e) {
            Files.deleteIfExists(audio);
            throw (IOException) new FileSystemException(audio.toString(), null, e.getMessage()).initCause(e);
        }
        String given = sound.getFileName();
        return new Upload(audio, Exchange.clean(given == null || given.isBlank() ? FILE : given), fields);
    }

    private static RuntimeException unreadable(Exception e, long mostBytes) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            String why = String.valueOf(cause.getMessage());
            if (TOO_LARGE.matcher(why).find()) {
                return tooLarge(mostBytes).refusal();
            }
            if (cause instanceof TimeoutException) {
                return Fault.invalid(408, "The body came too slowly", null, "timeout")
                        .refusal();
            }
            if (cause instanceof EofException) {
                return new ClientGoneException(cause);
            }
            if (cause instanceof FileSystemException disk) { // ours, not the client's fault
                throw disk;
            }
        }
        return Fault.invalid("The body is not valid multipart/form-data: " + Exchange.clean(root(e)), null)
                .refusal();
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static Fault tooLarge(long mostBytes) {
        return Fault.invalid(
                413,
                "The body is larger than " + mostBytes + " bytes, the limit; send the sound compressed or in parts",
                FILE,
                "file_too_large");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(audio);
    }
}
