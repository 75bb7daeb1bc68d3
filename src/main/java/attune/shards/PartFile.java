package attune.shards;

import attune.bundle.JsonReason;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A part: JSON lines, the first of which says what it is a part of, each other one the result of an item. It takes its
 * name once it is whole.
 */
final class PartFile implements Closeable {
    private static final int FORMAT = 1;
    private static final String ENDING = ".jsonl";

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    /** Tells this process's writers apart. */
    private static final AtomicLong WRITTEN = new AtomicLong();

    private final Path file;
    private final Header header;
    private @Nullable BufferedReader lines;
    /** How much of it has been read, in bytes. */
    private long at;

    /**
     * The first line.
     *
     * @param format its version
     * @param work what it is a part of
     * @param shard which part
     * @param plan SHA-256 of the lengths by which the work was divided
     * @param items the numbers of its items, from 0, ascending
     * @param rejected how many of them could not be used
     * @param arguments the command as it was typed
     */
    record Header(
            int format,
            Work work,
            Shard shard,
            String plan,
            List<Integer> items,
            int rejected,
            List<String> arguments) {
        Header {
            Objects.requireNonNull(work, "work is missing");
            Objects.requireNonNull(shard, "shard is missing");
            Objects.requireNonNull(plan, "plan is missing");
            items = List.copyOf(items);
            arguments = List.copyOf(arguments);
        }

        Header(Work work, Shard shard, String plan, List<Integer> items, int rejected, List<String> arguments) {
            this(FORMAT, work, shard, plan, items, rejected, arguments);
        }
    }

    private PartFile(Path file) throws IOException {
        this.file = file;
        try {
            String first = line();
            this.header = first == null ? fail("it is empty") : read(first, Header.class);
            if (header.format != FORMAT) {
                fail("its format is " + header.format);
            }
        } catch (UserFault | IOException e) {
            close();
            throw e;
        }
    }

    /** The name of a part, such as {@code corpus-check-3-of-8.jsonl}. */
    static String name(String command, Shard shard) {
        return command.replace(' ', '-') + "-" + shard.number() + "-of-" + shard.of() + ENDING;
    }

    /** Whether a file is named like a part. */
    static boolean isNamed(Path file) {
        return file.getFileName().toString().matches("[a-z]+(-[a-z]+)?-\\d+-of-\\d+\\" + ENDING);
    }

    /** A line, with its end. */
    static byte[] line(Object value) {
        try {
            return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a result that JSON cannot hold", e);
        }
    }

    static void write(Path file, Header header, Collection<byte[]> results) throws IOException {
        AtomicFile.write(file, writer(), out -> {
            out.write(line(header));
            for (byte[] result : results) {
                out.write(result);
            }
        });
    }

    /** Another machine may be doing the same part, as a scheduler starts it again where it takes the first for lost. */
    private static String writer() {
        String own = ProcessHandle.current().pid() + "-" + WRITTEN.incrementAndGet();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + own;
        } catch (UnknownHostException noName) {
            return own;
        }
    }

    static PartFile open(Path file) throws IOException {
        return new PartFile(file);
    }

    /** What it is a part of. */
    static Header header(Path file) throws IOException {
        try (PartFile part = open(file)) {
            return part.header;
        }
    }

    Header header() {
        return header;
    }

    Path file() {
        return file;
    }

    private @Nullable String line() throws IOException {
        if (lines == null) {
            InputStream in = Files.newInputStream(file);
            in.skipNBytes(at);
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        }
        try {
            String line = lines.readLine();
            at += line == null ? 0 : line.getBytes(StandardCharsets.UTF_8).length + 1;
            return line;
        } catch (CharacterCodingException e) {
            return fail("it is not text in UTF-8");
        }
    }

    /** The result of the next item. */
    <R> R next(Class<R> type) throws IOException {
        String line = line();
        return line == null ? fail("it ends too early") : read(line, type);
    }

    /** Refuses what comes after the last item. */
    void requireEnd() throws IOException {
        if (line() != null) {
            fail("it has more than " + header.items.size() + " results");
        }
    }

    /** Refuses an item that is not one of so many. */
    int checked(int item, int items) {
        return item >= 0 && item < items ? item : fail("it has an item " + item + " of " + items);
    }

    private <T> T read(String line, Class<T> type) {
        try {
            @Nullable T value = JSON.readValue(line, type);
            return value == null ? fail("a line is null") : value;
        } catch (JsonProcessingException e) {
            return fail(JsonReason.of(e));
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // for the end of an expression
    private <T> T fail(String why) {
        throw new UserFault(
                file.toString(), "is not a part that this version wrote: " + why, "delete it and do that part again");
    }

    /** Until more of it is read. */
    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }
}
