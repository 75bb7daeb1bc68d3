package attune.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ShardedWorkTest {
    private static final Work WORK = new Work("corpus check", "inputs", List.of("model"), "listening");
    private static final double[] SECONDS = {3, 1, 4, 1, 5, 9, 2, 6};

    @TempDir
    Path folder;

    /** A result. */
    private record Square(String id, double value) {}

    private static ShardedWork<Square> of(Work work) {
        return new ShardedWork<>(
                work, IntStream.range(0, 8).mapToObj(i -> "clip" + i).toList(), Square.class);
    }

    /** With as many digits as there are. */
    private static Square square(int item) {
        return new Square("clip" + item, Math.sqrt(item) / 3);
    }

    private ShardedWork.Part write(Work work, int number, int shards, double... seconds) throws IOException {
        return of(work).write(
                        new ShardedWork.Place(new Shard(number, shards), folder, List.of("doctor", "x.jsonl")),
                        ShardedWork.single(8),
                        seconds,
                        (groups, results) -> {
                            for (int[] group : groups) {
                                results.add(square(group[0]), group[0] != 5);
                            }
                        });
    }

    private void writeAll(int shards) throws IOException {
        for (int number = 1; number <= shards; number++) {
            write(WORK, number, shards, SECONDS);
        }
    }

    private List<Square> read(Work work) throws IOException {
        List<Square> all = new ArrayList<>();
        of(work).read(JoinedParts.find(List.of(folder)), (item, square, part) -> {
            assertThat(item).isEqualTo(all.size());
            all.add(square);
        });
        return all;
    }

    /** Files of the folder that this process has open, where the system tells. */
    private long open() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path one : all) {
                count +=
                        Files.isSymbolicLink(one) && Files.readSymbolicLink(one).startsWith(folder.toRealPath())
                                ? 1
                                : 0;
            }
        }
        return count;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fewPartsAreOpenAtATime() throws IOException {
        writeAll(5);
        for (int most = 1; most <= 3; most++) {
            int allowed = most;
            List<Square> all = new ArrayList<>();
            of(WORK).read(JoinedParts.find(List.of(folder)), most, (item, square, part) -> {
                all.add(square);
                assertThat(open()).isPositive().isLessThanOrEqualTo(allowed);
            });
            assertThat(all)
                    .isEqualTo(IntStream.range(0, 8)
                            .mapToObj(ShardedWorkTest::square)
                            .toList());
        }
    }

    private void refused(String... said) {
        assertThatThrownBy(() -> read(WORK))
                .isInstanceOf(UserFault.class)
                .message()
                .contains(said);
    }

    /** A scheduler starts a part again where it takes the first attempt for lost. */
    @Test
    void aPartMayBeWrittenTwiceAtATime() throws IOException {
        Shard shard = new Shard(1, 1);
        Path file = folder.resolve(PartFile.name("corpus check", shard));
        PartFile.Header header = new PartFile.Header(WORK, shard, "plan", List.of(0), 0, List.of());
        List<byte[]> results = List.of(PartFile.line(square(0)));
        PartFile.write(file, header, new AbstractCollection<>() {
            @Override
            public Iterator<byte[]> iterator() {
                try {
                    PartFile.write(file, header, results);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return results.iterator();
            }

            @Override
            public int size() {
                return results.size();
            }
        });
        assertThat(PartFile.header(file)).isEqualTo(header);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void allResultsComeBackInOrder() throws IOException {
        Path root = folder;
        for (int shards : new int[] {1, 2, 3, 8, 11}) {
            folder = Files.createDirectory(root.resolve("of-" + shards));
            writeAll(shards);

            assertThat(read(WORK))
                    .as(shards + " shards")
                    .isEqualTo(IntStream.range(0, 8)
                            .mapToObj(ShardedWorkTest::square)
                            .toList());
        }
    }

    @Test
    void aPartOfAnotherDivisionIsNamedAsSuch() throws IOException {
        write(WORK, 1, 2, SECONDS);
        writeAll(3);
        refused("of-");
        assertThatThrownBy(() -> read(WORK)).message().doesNotContain("given twice");
    }

    @Test
    void whatBelongsTogetherStaysTogether() throws IOException {
        List<int[]> groups = List.of(new int[] {0, 3, 7}, new int[] {1, 2}, new int[] {5, 6}, new int[] {4});
        List<List<Integer>> parts = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            var place = new ShardedWork.Place(new Shard(number, 2), folder, List.of());
            of(WORK).write(place, groups, SECONDS, (mine, results) -> {
                List<Integer> items =
                        mine.stream().flatMapToInt(Arrays::stream).boxed().toList();
                items.forEach(item -> results.add(square(item), true));
                parts.add(items);
            });
        }

        // with a second for each item, groups of 13, 7, 13 and 6: the first and the third, then the smaller ones
        assertThat(parts).containsExactly(List.of(0, 3, 7, 1, 2), List.of(5, 6, 4));
        assertThat(read(WORK))
                .isEqualTo(
                        IntStream.range(0, 8).mapToObj(ShardedWorkTest::square).toList());
    }

    @Test
    void aPartIsNamedAfterItsCommandAndNumber() throws IOException {
        ShardedWork.Part part = write(WORK, 2, 3, SECONDS);

        assertThat(part.file())
                .isEqualTo(folder.resolve("corpus-check-2-of-3.jsonl"))
                .exists();
        assertThat(part.all()).isEqualTo(8);
        assertThat(JoinedParts.find(List.of(folder)).arguments()).containsExactly("doctor", "x.jsonl");
    }

    @Test
    void whatCannotBeUsedIsCountedAgainWhenThePartIsThereAlready() throws IOException {
        writeAll(2);
        int rejected = 0;
        for (int number = 1; number <= 2; number++) {
            ShardedWork.Part part = write(WORK, number, 2, SECONDS);
            assertThat(part.before()).isTrue();
            rejected += part.rejected();
        }
        assertThat(rejected).isEqualTo(1);
    }

    @Test
    void aPartThatIsThereIsNotDoneAgain() throws IOException {
        write(WORK, 1, 2, SECONDS);
        AtomicInteger done = new AtomicInteger();
        for (int number = 1; number <= 2; number++) {
            of(WORK).write(
                            new ShardedWork.Place(new Shard(number, 2), folder, List.of()),
                            ShardedWork.single(8),
                            SECONDS,
                            (groups, results) -> {
                                for (int[] group : groups) {
                                    results.add(square(group[0]), true);
                                }
                                done.incrementAndGet();
                            });
        }
        assertThat(done).hasValue(1);
        assertThat(read(WORK)).hasSize(8);
    }

    @Test
    void whatFailsLeavesNoPart() {
        assertThatThrownBy(() -> of(WORK).write(
                                new ShardedWork.Place(new Shard(1, 2), folder, List.of()),
                                ShardedWork.single(8),
                                SECONDS,
                                (groups, results) -> {
                                    results.add(new Square("clip0", 0), true);
                                    throw new IOException("the disk is full");
                                }))
                .hasMessage("the disk is full");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void missingPartsAreNamedWithWhatTheyHave() throws IOException {
        writeAll(3); // by hand: clips 2, 3 and 4 are in the third part, 0, 1 and 7 in the second
        Files.delete(folder.resolve("corpus-check-2-of-3.jsonl"));
        refused("corpus check: shard 2/3 is missing, with 3 of 8 inputs, first clip0; do what is missing");

        Files.delete(folder.resolve("corpus-check-3-of-3.jsonl"));
        refused("shards 2/3, 3/3 are missing, with 6 of 8 inputs, first clip0");
    }

    @Test
    void partsOfOtherWorkAreRefused() throws IOException {
        writeAll(2);
        Path part = folder.resolve("corpus-check-1-of-2.jsonl");
        for (Work other : List.of(
                new Work("transcribe", "inputs", List.of("model"), "listening"),
                new Work("corpus check", "others", List.of("model"), "listening"),
                new Work("corpus check", "inputs", List.of("another"), "listening"),
                new Work("corpus check", "inputs", List.of("model"), "not listening"))) {
            assertThatThrownBy(() -> read(other)).isInstanceOf(UserFault.class).hasMessageContaining(part.toString());
        }
        Work deaf = new Work("corpus check", "inputs", List.of("model"), "not listening");
        assertThatThrownBy(() -> write(deaf, 1, 2, SECONDS))
                .hasMessageContaining("was made with listening, not with not listening");
    }

    @Test
    void partsOfAnotherDivisionAreRefused() throws IOException {
        write(WORK, 1, 2, SECONDS);
        write(WORK, 2, 2, 3, 1, 4, 1, 5, 9, 2, 0);
        refused("corpus-check-2-of-2.jsonl", "is of another division");

        write(WORK, 3, 3, SECONDS);
        Files.delete(folder.resolve("corpus-check-2-of-2.jsonl"));
        refused("is one of 3 parts, not of 2");
        assertThatThrownBy(() -> write(WORK, 1, 2, new double[8])).hasMessageContaining("is of another division");
    }

    @Test
    void aPartGivenTwiceIsRefused() throws IOException {
        writeAll(2);
        Files.copy(folder.resolve("corpus-check-1-of-2.jsonl"), folder.resolve("copy-1-of-2.jsonl"));
        refused("shard 1/2 is given twice");
    }

    @Test
    void aPartCutOffIsRefused() throws IOException {
        writeAll(2);
        Path part = folder.resolve("corpus-check-2-of-2.jsonl");
        String whole = Files.readString(part);
        for (int length = 0; length < whole.length() - 1; length += 7) {
            Files.writeString(part, whole.substring(0, length));
            refused(part + ": is not a part that this version wrote");
        }
        Files.writeString(part, whole + "{}\n");
        refused("has more than 4 results");
        Files.writeString(part, whole);
        assertThatCode(() -> read(WORK)).doesNotThrowAnyException();
    }

    @Test
    void aPartThatLiesIsRefused() throws IOException {
        writeAll(2);
        Path part = folder.resolve("corpus-check-1-of-2.jsonl");
        String whole = Files.readString(part);
        for (String lie : List.of("[800,", "[-1,")) {
            Files.writeString(part, whole.replaceFirst("\"items\":\\[\\d+,", "\"items\":" + lie.replace("[", "\\[")));
            refused(part + ": is not a part that this version wrote: it has an item");
        }
        Files.writeString(part, whole.replaceFirst("\"format\":1", "\"format\":2"));
        refused("its format is 2");
    }

    @Test
    void aFolderWithoutPartsIsRefused() {
        assertThatThrownBy(() -> JoinedParts.find(List.of(folder))).hasMessageContaining("has no parts");
    }
}
