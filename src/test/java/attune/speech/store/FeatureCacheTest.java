package attune.speech.store;

import static org.assertj.core.api.Assertions.assertThat;

import attune.features.FeatureMatrix;
import attune.files.AtomicFile;
import attune.files.Digest;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
    private static final int COEFFICIENTS = 6;
    private static final long PLENTY = 1L << 30;

    @TempDir
    Path folder;

    static FeatureKey key(int number) {
        return new FeatureKey(Digest.sha256(("clip " + number).getBytes(StandardCharsets.UTF_8)), COEFFICIENTS);
    }

    /** The same for the same number, in every process. */
    static FeatureMatrix features(int number) {
        return TinySpeech.noise(5 + number % 7, COEFFICIENTS, new SplittableRandom(number));
    }

    private FeatureCache cache() {
        return new FeatureCache(folder, PLENTY);
    }

    private List<Path> files() {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static void assertHolds(FeatureCache cache, int number) {
        FeatureMatrix found = cache.read(key(number)).orElseThrow();
        assertThat(found.values()).isEqualTo(features(number).values());
        assertThat(cache.frames(key(number))).hasValue(features(number).frames());
    }

    private static void assertLacks(FeatureCache cache, int number) {
        assertThat(cache.read(key(number))).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBackBitForBit() {
        for (int number = 0; number < 20; number++) {
            assertThat(cache().write(key(number), features(number))).isTrue();
        }
        FeatureMatrix odd = new FeatureMatrix(
                new float[] {-0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 1e30f, 0f}, 1, COEFFICIENTS);
        cache().write(key(99), odd);
        FeatureCache later = cache();
        IntStream.range(0, 20).forEach(number -> assertHolds(later, number));
        float[] values = later.read(key(99)).orElseThrow().values();
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.floatToRawIntBits(values[i])).isEqualTo(Float.floatToRawIntBits(odd.values()[i]));
        }
        assertThat(files()).hasSize(21);
    }

    @Test
    void aClipWithoutFramesHasAnEntryToo() {
        cache().write(key(1), new FeatureMatrix(new float[0], 0, COEFFICIENTS));
        assertThat(cache().frames(key(1))).hasValue(0);
        assertThat(cache().read(key(1)).orElseThrow().frames()).isZero();
    }

    @Test
    void whatWasNeverWrittenIsNotThere() {
        assertThat(cache().frames(key(1))).isEmpty();
        assertLacks(cache(), 1);
        assertThat(files()).isEmpty();
    }

    @Nested
    class Damaged {

        @Test
        void aFlippedBitAnywhereIsNoticed() throws IOException {
            cache().write(key(3), features(3));
            Path file = files().get(0);
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) (1 << i % 8);
                Files.write(file, bad);
                assertThat(cache().read(key(3))).as("byte %d", i).isEmpty();
            }
            Files.write(file, good);
            assertHolds(cache(), 3);
        }

        @Test
        void aFileThatIsTooShortOrTooLongIsNoticedByItsLength() throws IOException {
            cache().write(key(3), features(3));
            Path file = files().get(0);
            byte[] good = Files.readAllBytes(file);
            for (int length = 0; length < good.length + 9; length++) {
                if (length != good.length) {
                    Files.write(file, Arrays.copyOf(good, length));
                    assertThat(cache().frames(key(3))).as("length %d", length).isEmpty();
                    assertLacks(cache(), 3);
                }
            }
        }

        @Test
        void anotherClipsEntryUnderThisNameIsNoticed() throws IOException {
            cache().write(key(1), features(1));
            Path first = files().get(0);
            cache().write(key(8), features(8));
            Path second = files().stream()
                    .filter(file -> !file.equals(first))
                    .findFirst()
                    .orElseThrow();
            Files.copy(first, second, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(cache().frames(key(8))).isEmpty();
            assertLacks(cache(), 8);
            assertHolds(cache(), 1);
        }

        @Test
        void writingAgainMendsIt() throws IOException {
            cache().write(key(3), features(3));
            Files.write(files().get(0), new byte[100]);
            assertThat(cache().write(key(3), features(3))).isTrue();
            assertHolds(cache(), 3);
        }
    }

    @Nested
    class Bounded {
        private static final int ENTRY_BYTES = 56 + 5 * COEFFICIENTS * Float.BYTES;

        /** Every entry is of the same length, and each used a minute after the one before. */
        private void writeAged(int entries) throws IOException {
            Instant start = Instant.now().minus(Duration.ofHours(10));
            for (int number = 0; number < entries; number++) {
                List<Path> before = files();
                cache().write(key(number), features(0));
                Path fresh = files().stream()
                        .filter(file -> !before.contains(file))
                        .findFirst()
                        .orElseThrow();
                assertThat(fresh).hasSize(ENTRY_BYTES);
                Files.setLastModifiedTime(fresh, FileTime.from(start.plusSeconds(60L * number)));
            }
        }

        @Test
        void whatWasUsedLongestAgoGoesFirst() throws IOException {
            writeAged(20);
            cache().frames(key(0)); // used: now the youngest
            FeatureCache small = new FeatureCache(folder, 15 * ENTRY_BYTES);
            assertThat(small.write(key(20), features(0))).isTrue();
            assertThat(files().size()).isBetween(12, 15);
            assertThat(cache().read(key(0))).as("used of late").isPresent();
            assertThat(cache().read(key(20))).as("the new one").isPresent();
            assertThat(cache().read(key(19))).isPresent();
            for (int number = 1; number <= 6; number++) {
                assertLacks(cache(), number);
            }
        }

        @Test
        void aRunsOwnEntriesStayAndWhatHasNoRoomIsNotKept() {
            FeatureCache small = new FeatureCache(folder, 3 * ENTRY_BYTES);
            for (int number = 0; number < 10; number++) {
                assertThat(small.write(key(number), features(0)))
                        .as("a full cache is no refusal")
                        .isTrue();
            }
            for (int number = 0; number < 10; number++) {
                assertThat(small.read(key(number)).isPresent()).isEqualTo(number < 3);
            }
            assertThat(files()).hasSize(3);
        }

        @Test
        void onlyTheCachesOwnFilesAreDeleted() throws IOException {
            writeAged(5);
            Path owner = folderOf(files().get(0));
            Path foreign = Files.writeString(owner.resolve("notes.txt"), "mine");
            Path abandoned = Files.writeString(owner.resolve(".x.features.1-1.part"), "half");
            Path fresh = Files.writeString(owner.resolve(".y.features.2-1.part"), "half");
            for (Path old : List.of(foreign, abandoned)) {
                Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
            }
            assertThat(AtomicFile.isPart(abandoned)).isTrue();
            new FeatureCache(folder, ENTRY_BYTES).write(key(7), features(0));
            assertThat(files()).hasSize(3).contains(foreign, fresh).doesNotContain(abandoned);
        }
    }

    @Nested
    class OnADiskThatRefuses {

        @Test
        void theRefusalIsToldOnceAndReadingGoesOn() throws IOException {
            cache().write(key(1), features(1));
            FeatureCache cache = cache();
            Path blocked = folderOf(files().get(0)).resolveSibling(key(2).hex().substring(0, 2));
            Files.writeString(blocked, "a file where a folder should be");
            assertThat(cache.write(key(2), features(2))).isFalse();
            assertThat(cache.write(key(1), features(1)))
                    .as("not tried any more")
                    .isFalse();
            assertThat(cache.takeTrouble()).isPresent();
            assertThat(cache.takeTrouble()).isEmpty();
            assertHolds(cache, 1);
        }
    }

    @Nested
    class Shared {

        @Test
        void manyThreadsMayWriteTheSameEntries() {
            FeatureCache one = cache();
            FeatureCache other = cache();
            IntStream.range(0, 2000)
                    .parallel()
                    .forEach(i -> assertThat((i % 2 == 0 ? one : other).write(key(i % 13), features(i % 13)))
                            .isTrue());
            assertThat(files()).hasSize(13);
            IntStream.range(0, 13).forEach(number -> assertHolds(cache(), number));
        }

        /** Two processes write the same entries without pause, and are killed wherever they happen to be. */
        @Test
        void aKillInMidWriteLeavesNoBadEntry() throws IOException, InterruptedException {
            SplittableRandom random = new SplittableRandom(5);
            for (int round = 0; round < 3; round++) {
                List<Process> writers = List.of(writer(), writer());
                for (Process writer : writers) {
                    assertThat(writer.inputReader(StandardCharsets.UTF_8).readLine())
                            .isEqualTo("writing");
                }
                for (Process writer : writers) {
                    Thread.sleep(random.nextInt(100));
                    writer.destroyForcibly().waitFor();
                }
                FeatureCache cache = cache();
                List<Integer> there = new ArrayList<>();
                for (int number = 0; number < CacheWriter.ENTRIES; number++) {
                    if (cache.frames(key(number)).isPresent()) {
                        assertHolds(cache, number);
                        there.add(number);
                    }
                }
                assertThat(there).isNotEmpty();
                assertThat(files().stream().filter(file -> !AtomicFile.isPart(file)))
                        .hasSameSizeAs(there);
            }
        }

        private Process writer() throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            CacheWriter.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
    }
}
