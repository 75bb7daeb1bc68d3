package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    Path temporary;

    private record Plan(String model, int epochs) {}

    private Path used() throws IOException {
        Path folder = temporary.resolve("run");
        try (RunDirectory run = RunDirectory.open(folder, RunFolder.REFUSE)) {
            run.writePlan(new Plan("m.attune", 3));
            Files.createDirectory(run.checkpoints());
            Files.writeString(run.checkpoints().resolve("last.checkpoint"), "…");
        }
        return folder;
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Path precious = Files.writeString(temporary.resolve("thesis.txt"), "ten years");
        assertThatThrownBy(() -> RunDirectory.open(temporary, RunFolder.REFUSE))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("exists and is not empty")
                .hasMessageContaining("--resume");
        assertThatThrownBy(() -> RunDirectory.open(temporary, RunFolder.RESUME))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("no run here");
        assertThat(temporary).isDirectoryNotContaining(file -> !file.equals(precious));
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> RunDirectory.open(file, RunFolder.OVERWRITE))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("names a file");
    }

    @Test
    void resumingReadsThePlanBack() throws IOException {
        try (RunDirectory run = RunDirectory.open(used(), RunFolder.RESUME)) {
            assertThat(run.readPlan(Plan.class)).isEqualTo(new Plan("m.attune", 3));
            assertThat(run.checkpoints().resolve("last.checkpoint")).exists();
        }
    }

    @Test
    void resumingWithoutARunMakesNoFolder() {
        Path folder = temporary.resolve("nothing");
        assertThatThrownBy(() -> RunDirectory.open(folder, RunFolder.RESUME))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("start one without --resume");
        assertThat(folder).doesNotExist();
    }

    @Test
    void aDamagedPlanIsRefusedInWords() throws IOException {
        Path folder = used();
        Files.writeString(folder.resolve("plan.json"), "{\"model\": ");
        try (RunDirectory run = RunDirectory.open(folder, RunFolder.RESUME)) {
            assertThatThrownBy(() -> run.readPlan(Plan.class))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("plan.json")
                    .hasMessageContaining("--overwrite");
        }
    }

    @Test
    void overwritingBeginsWithNothing() throws IOException {
        try (RunDirectory run = RunDirectory.open(used(), RunFolder.OVERWRITE)) {
            assertThat(run.file("plan.json")).doesNotExist();
            assertThat(run.checkpoints()).doesNotExist();
        }
    }

    @Test
    void aFolderThatOnlyWasLockedCountsAsEmpty() throws IOException {
        Path folder = temporary.resolve("locked");
        RunDirectory.open(folder, RunFolder.REFUSE).close();
        RunDirectory.open(folder, RunFolder.REFUSE).close();
    }

    @Test
    void everyLogRecordIsALine() throws IOException {
        try (RunDirectory run = RunDirectory.open(temporary.resolve("run"), RunFolder.REFUSE)) {
            run.log(new Plan("a\nb", 1));
            run.log(new Plan("c", 2));
            assertThat(run.file("log.jsonl"))
                    .hasContent("{\"model\":\"a\\nb\",\"epochs\":1}\n{\"model\":\"c\",\"epochs\":2}\n");
        }
    }

    @Test
    void aLogLineThatAKillCutShortIsLeftOut() throws IOException {
        try (RunDirectory run = RunDirectory.open(temporary.resolve("run"), RunFolder.REFUSE)) {
            run.log(new Plan("a", 1));
            Files.writeString(run.file("log.jsonl"), "{\"model\":\"b\",\"ep", StandardOpenOption.APPEND);
            assertThat(run.logged())
                    .singleElement()
                    .satisfies(line -> assertThat(line.get("epochs").asInt()).isEqualTo(1));
        }
    }

    @Test
    void aSecondRunOfThisProcessIsRefusedAndDeletesNothing() throws IOException {
        Path folder = used();
        try (RunDirectory first = RunDirectory.open(folder, RunFolder.RESUME)) {
            assertThatThrownBy(() -> RunDirectory.open(folder, RunFolder.OVERWRITE))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("another run is using this folder");
            assertThat(first.file("plan.json")).exists();
        }
        RunDirectory.open(folder, RunFolder.RESUME).close();
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstEnds() throws IOException, InterruptedException {
        Path folder = used();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("locked");
            assertThatThrownBy(() -> RunDirectory.open(folder, RunFolder.OVERWRITE))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("another run is using this folder");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("plan.json")).exists();
        RunDirectory.open(folder, RunFolder.RESUME).close();
    }

    @Test
    void otherManifestsThanTheRunsAreRefused() {
        RunDirectory.requireSameSpeech(temporary, "--train", List.of("a", "b"), List.of("a", "b"));
        assertThatThrownBy(() -> RunDirectory.requireSameSpeech(temporary, "--train", List.of("a"), List.of("b")))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("plan.json: this run was started with --train a, not b");
    }
}
