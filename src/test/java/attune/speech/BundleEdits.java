package attune.speech;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Looks into bundles, and spoils them as no writer of ours would. */
public final class BundleEdits {

    private BundleEdits() {}

    /** One entry's bytes. */
    public static byte[] entry(Path bundle, String name) throws IOException {
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    /** A copy beside the bundle, with one text replaced by another in one entry. */
    public static Path replace(Path bundle, String name, String text, String other) throws IOException {
        Path edited = bundle.resolveSibling("edited-" + bundle.getFileName());
        try (ZipFile zip = new ZipFile(bundle.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(edited))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().equals(name) ? replaced(bytes, text, other) : bytes);
                out.closeEntry();
            }
        }
        return edited;
    }

    /** A copy beside the bundle, with other bytes in an entry, or one more entry. */
    public static Path withEntry(Path bundle, String name, byte[] content) throws IOException {
        Path edited = bundle.resolveSibling("edited-" + bundle.getFileName());
        try (ZipFile zip = new ZipFile(bundle.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(edited))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().equals(name)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(zip.getInputStream(entry).readAllBytes());
                    out.closeEntry();
                }
            }
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
            out.closeEntry();
        }
        return edited;
    }

    private static byte[] replaced(byte[] bytes, String text, String other) {
        String content = new String(bytes, StandardCharsets.UTF_8);
        if (!content.contains(text)) {
            throw new AssertionError("no '" + text + "' in " + content);
        }
        return content.replace(text, other).getBytes(StandardCharsets.UTF_8);
    }
}
