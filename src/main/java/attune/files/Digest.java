package attune.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of files and bytes, in lower-case hexadecimal. */
public final class Digest {

    private Digest() {}

    /**
     * The digest of a file's bytes, read in pieces.
     *
     * @param file the file
     * @return 64 hexadecimal digits
     * @throws IOException when it cannot be read
     */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The digests of many files, read side by side.
     *
     * @param files any
     * @return 64 hexadecimal digits each, in the order of the files
     * @throws IOException when one cannot be read
     */
    public static List<String> sha256(List<Path> files) throws IOException {
        try {
            return files.parallelStream().map(Digest::unchecked).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String unchecked(Path file) {
        try {
            return sha256(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The digest of some bytes.
     *
     * @param bytes the bytes
     * @return 64 hexadecimal digits
     */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    /**
     * The digest of lines, each ended by a line feed, none of which is kept.
     *
     * @param lines any number
     * @return 64 hexadecimal digits
     */
    public static String sha256(Stream<String> lines) {
        MessageDigest digest = newDigest();
        lines.forEachOrdered(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
