package attune.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a file so that a kill or a full disk at any moment leaves either the old one or the new one, never a piece:
 * the bytes go to a temporary name beside it, are flushed to the disk, and take the real name in one step.
 */
public final class AtomicFile {

    private static final String PART = ".part";
    /** Tells this process's temporary files apart. */
    private static final AtomicLong PARTS = new AtomicLong();

    private AtomicFile() {}

    /** Writes a file's bytes. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes all bytes; need not flush or close.
         *
         * @param out where to, buffered
         * @throws IOException when the disk refuses
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing what was there; missing folders are made.
     *
     * @param file its name
     * @param body writes its bytes
     * @throws IOException when the disk refuses; the old file, if any, is then untouched
     */
    public static void write(Path file, Body body) throws IOException {
        Path target = file.toAbsolutePath();
        write(target, folderOf(target).resolve("." + target.getFileName() + PART), body, true);
    }

    /**
     * Writes a file that other machines may be writing too, on storage that they share: each has a temporary name of its
     * own, and the last to finish wins. A kill leaves the temporary file, which {@link #isPart} recognises.
     *
     * @param file its name
     * @param writer a name for who writes, which nobody else has
     * @param body writes its bytes
     * @throws IOException when the disk refuses; the old file, if any, is then untouched
     */
    public static void write(Path file, String writer, Body body) throws IOException {
        Path target = file.toAbsolutePath();
        write(target, ofWriter(target, writer), body, true);
    }

    /**
     * Writes a file that other threads and processes may be writing too: each has a temporary name of its own, and the
     * last to finish wins. Not flushed to the disk, which is expensive for many small files: after a power cut the file
     * may be there and damaged. So use it only for what is checked when read and can be made again. A kill leaves the
     * temporary file, which {@link #isPart} recognises.
     *
     * @param file its name
     * @param body writes its bytes
     * @throws IOException when the disk refuses; the old file, if any, is then untouched
     */
    public static void writeAmongOthers(Path file, Body body) throws IOException {
        Path target = file.toAbsolutePath();
        String own = ProcessHandle.current().pid() + "-" + PARTS.incrementAndGet();
        write(target, ofWriter(target, own), body, false);
    }

    /**
     * Whether a file is one that is being written, or was when its writer was killed.
     *
     * @param file any
     * @return whether its name is a temporary one of this class
     */
    public static boolean isPart(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(PART);
    }

    private static void write(Path target, Path temporary, Body body, boolean flush) throws IOException {
        try {
            try (SeekableByteChannel channel = Files.newByteChannel(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                body.writeTo(out);
                out.flush();
                if (flush && channel instanceof FileChannel file) { // what is not a disk flushes when it is closed
                    file.force(true);
                }
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            throw named(e, temporary, target);
        } catch (IOException e) {
            throw new IOException("cannot write " + target + ": " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The same fault of the file that was to be written, whose name is the one the user knows. */
    private static FileSystemException named(FileSystemException e, Path temporary, Path target) {
        if (!temporary.toString().equals(e.getFile())) {
            return e;
        }
        String file = target.toString();
        FileSystemException named = e instanceof AccessDeniedException
                ? new AccessDeniedException(file, null, e.getReason())
                : e instanceof NoSuchFileException
                        ? new NoSuchFileException(file, null, e.getReason())
                        : new FileSystemException(file, null, e.getReason());
        named.initCause(e);
        return named;
    }

    private static Path ofWriter(Path target, String writer) throws IOException {
        return folderOf(target).resolve("." + target.getFileName() + "." + writer + PART);
    }

    private static Path folderOf(Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent(), "a file has a folder");
        return Files.createDirectories(folder);
    }

    /**
     * Writes a text file in UTF-8.
     *
     * @param file its name
     * @param text its whole text
     * @throws IOException when the disk refuses; the old file, if any, is then untouched
     */
    public static void writeText(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
