package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import attune.ExternalTools;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of the real ffmpeg, for files of strangers. */
class FfmpegTest {
    private static final int RATE_HZ = 16_000;
    private static final Path FILE = Fixtures.golden("other-kind.aiff");

    @BeforeEach
    void needsIt() {
        ExternalTools.require("ffmpeg");
    }

    private static Ffmpeg limited(String program, Semaphore places, int processorSeconds) {
        return new Ffmpeg(program, Optional.of(places), OptionalInt.of(processorSeconds), () -> {});
    }

    /** The program, told to read the file over and over: sound without end. */
    private static String endless(Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve("endless"), "#!/bin/sh\nexec ffmpeg -stream_loop -1 \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.toString();
    }

    @Test
    void whatTakesItTooLongCannotBeRead(@TempDir Path folder) throws IOException {
        Semaphore places = new Semaphore(1);
        AudioReader reader = new AudioReader(limited(endless(folder), places, 1));

        assertThatThrownBy(() -> {
                    try (AudioStream sound = reader.open(FILE, RATE_HZ)) {
                        float[] piece = new float[RATE_HZ];
                        while (sound.read(piece) >= 0) {
                            // until its time is used up
                        }
                    }
                })
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("other-kind.aiff: ")
                .hasMessageContaining("more than 1 seconds of processor time");
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void noMoreRunThanMay() throws Exception {
        Semaphore places = new Semaphore(1);
        AudioReader reader = new AudioReader(limited("ffmpeg", places, 60));
        CompletableFuture<Waveform> second;
        try (AudioStream first = reader.open(FILE, RATE_HZ)) {
            assertThat(places.availablePermits()).isZero();
            second = CompletableFuture.supplyAsync(() -> reader.read(FILE, RATE_HZ));
            while (!places.hasQueuedThreads()) {
                Thread.sleep(5);
            }
            assertThat(second).isNotDone();
            first.close();
            first.close(); // gives its place back once
        }
        assertThat(second.get().samples())
                .isEqualTo(new AudioReader().read(FILE, RATE_HZ).samples());
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void itGoesOnWithTheNextStretchAndEndsWithThePass() {
        Semaphore places = new Semaphore(2);
        AudioReader reader = new AudioReader(limited("ffmpeg", places, 60));
        int free = reader.inOnePass(() -> {
            reader.read(FILE, 0, 0.01, RATE_HZ);
            reader.read(FILE, 0.01, 0.01, RATE_HZ);
            return places.availablePermits();
        });
        assertThat(free).isEqualTo(1);
        assertThat(places.availablePermits()).isEqualTo(2);
    }

    @Test
    void anInterruptLeavesNoFileBehind(@TempDir Path folder) throws IOException {
        assumeThat(Path.of("/proc/self/fd")).exists();
        Path noted = folder.resolve("complaints");
        Path program = Files.writeString(
                folder.resolve("noting"), "#!/bin/sh\nreadlink /proc/$$/fd/2 > '" + noted + "'\nexec ffmpeg \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        AudioStream sound = new AudioReader(program.toString()).open(FILE, RATE_HZ);
        Path complaints = Path.of(Files.readString(noted).strip());
        assertThat(complaints).exists();
        Thread.currentThread().interrupt();
        assertThatThrownBy(sound::close).hasStackTraceContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(complaints).doesNotExist();
    }

    @Test
    void whatItCannotReadGivesItsPlaceBack(@TempDir Path folder) throws IOException {
        Semaphore places = new Semaphore(1);
        AudioReader reader = new AudioReader(limited("ffmpeg", places, 60));
        Path text = Files.writeString(folder.resolve("letter.txt"), "Dear Sir or Madam");

        assertThatThrownBy(() -> reader.read(text, RATE_HZ)).hasMessageContaining("ffmpeg cannot read it either");
        assertThat(places.availablePermits()).isEqualTo(1);
    }

    @Test
    void whoWaitsForAnotherFilesMayGiveUp() {
        Semaphore taken = new Semaphore(0);
        AudioReader reader = new AudioReader(limited("ffmpeg", taken, 60)).whileWaiting(() -> {
            throw new IllegalStateException("nobody wants it any more");
        });
        assertThatThrownBy(() -> reader.read(FILE, RATE_HZ)).hasMessage("nobody wants it any more");

        taken.release();
        assertThat(reader.read(FILE, RATE_HZ).samples()).isNotEmpty();
    }

    @Test
    void anInterruptEndsTheWaiting() {
        AudioReader reader = new AudioReader(limited("ffmpeg", new Semaphore(0), 60));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> reader.read(FILE, RATE_HZ)).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
