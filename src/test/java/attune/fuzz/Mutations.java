package attune.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The ways to alter files. */
final class Mutations {
    /** Bytes flipped, cut off, moved, doubled, or replaced by numbers at the edges of their range. */
    static final Mutation BYTES = new ByteMutation();

    /** Lines and words lost, doubled, exchanged, or replaced by hostile ones. */
    static final Mutation TEXT = new TextMutation();

    /** A value of a JSON text, or of each line's, lost, exchanged or replaced by a hostile one. */
    static final Mutation JSON = new JsonMutation();

    private Mutations() {}

    /** One of several, each as likely. */
    static Mutation oneOf(Mutation... mutations) {
        return (valid, random) -> mutations[random.nextInt(mutations.length)].of(valid, random);
    }

    /** The text inside a gzip file. */
    static Mutation gzipped(Mutation inner) {
        return (valid, random) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out);
                    GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(valid))) {
                zip.write(inner.of(in.readAllBytes(), random));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        };
    }

    /** An entry of a zip file, each by its own mutation, written again with a correct checksum; sometimes the zip itself. */
    static Mutation zipped(Map<String, Mutation> entries) {
        return (valid, random) -> {
            if (random.nextInt(8) == 0) {
                return BYTES.of(valid, random);
            }
            Map<String, byte[]> contents = unzipped(valid);
            List<String> names = new ArrayList<>(contents.keySet());
            String name = names.get(random.nextInt(names.size()));
            contents.computeIfPresent(
                    name, (entry, bytes) -> entries.getOrDefault(entry, BYTES).of(bytes, random));
            return zip(contents);
        };
    }

    /** The entries of a zip file in their order. */
    private static Map<String, byte[]> unzipped(byte[] zip) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                contents.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private static byte[] zip(Map<String, byte[]> contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(1);
            for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As text, whatever the bytes are. */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Back to bytes. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
