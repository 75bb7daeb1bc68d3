package attune.runs;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDirectoryTest {
    @TempDir
    Path temporary;

    private record Plan(String model, int epochs) {}

    private Path used() throws IOException {
        Path folder = temporary.resolve("run");
        try (RunDirectory run = RunDirectory.open(folder, IfPresent.REFUSE, List.of())) {
            run.writePlan(new Plan("m.attune", 3));
            Files.createDirectory(run.checkpoints());
            Files.writeString(run.checkpoints().resolve("last.checkpoint"), "…");
        }
        return folder;
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Path precious = Files.writeString(temporary.resolve("thesis.txt"), "ten years");
        assertThatThrownBy(() -> RunDirectory.open(temporary, IfPresent.REFUSE, List.of()))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("exists and is not empty")
                .hasMessageContaining("resume");
        assertThatThrownBy(() -> RunDirectory.open(temporary, IfPresent.RESUME, List.of()))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("no run here");
        assertThatThrownBy(() -> RunDirectory.open(temporary, IfPresent.OVERWRITE, List.of()))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("holds something else (no plan.json)");
        assertThat(temporary).isDirectoryNotContaining(file -> !file.equals(precious));
    }

    /** Neither resume nor overwrite could help here: there is no plan. */
    @Test
    void aRunThatWasKilledWhileItWroteItsFirstPlanIsBegunAgain() throws IOException {
        Files.createFile(temporary.resolve(".lock"));
        Files.writeString(temporary.resolve(".plan.json.part"), "{\"mod");
        try (RunDirectory run = RunDirectory.open(temporary, IfPresent.REFUSE, List.of())) {
            run.writePlan(new Plan("m.attune", 3));
            assertThat(run.readPlan(Plan.class)).isEqualTo(new Plan("m.attune", 3));
        }
        assertThat(temporary.resolve(".plan.json.part")).doesNotExist();
    }

    @Test
    void aRunThatWroteNothingLeavesNoFolderBehind() throws IOException {
        Path folder = temporary.resolve("refused");
        RunDirectory.open(folder, IfPresent.REFUSE, List.of()).close();
        assertThat(folder).doesNotExist();
        Path own = Files.createDirectory(temporary.resolve("own"));
        RunDirectory.open(own, IfPresent.REFUSE, List.of()).close();
        assertThat(own).isDirectory();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> RunDirectory.open(file, IfPresent.OVERWRITE, List.of()))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("names a file");
    }

    @Test
    void resumingReadsThePlanBack() throws IOException {
        try (RunDirectory run = RunDirectory.open(used(), IfPresent.RESUME, List.of())) {
            assertThat(run.readPlan(Plan.class)).isEqualTo(new Plan("m.attune", 3));
            assertThat(run.checkpoints().resolve("last.checkpoint")).exists();
        }
    }

    @Test
    void resumingWithoutARunMakesNoFolder() {
        Path folder = temporary.resolve("nothing");
        assertThatThrownBy(() -> RunDirectory.open(folder, IfPresent.RESUME, List.of()))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("start one without resume");
        assertThat(folder).doesNotExist();
    }

    @Test
    void aDamagedPlanIsRefusedInWords() throws IOException {
        Path folder = used();
        Files.writeString(folder.resolve("plan.json"), "{\"model\": ");
        try (RunDirectory run = RunDirectory.open(folder, IfPresent.RESUME, List.of())) {
            assertThatThrownBy(() -> run.readPlan(Plan.class))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("plan.json")
                    .hasMessageContaining("overwrite");
        }
    }

    @ParameterizedTest
    @CsvSource({"null, it says null", "'{\"epochs\": [0]}', Cannot deserialize"})
    void aPlanThatSaysSomethingElseIsRefusedInWords(String json, String message) throws IOException {
        Path folder = used();
        Files.writeString(folder.resolve("plan.json"), json);
        try (RunDirectory run = RunDirectory.open(folder, IfPresent.RESUME, List.of())) {
            assertThatThrownBy(() -> run.readPlan(Plan.class))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining(message)
                    .hasMessageNotContaining("Exception");
        }
    }

    /** A run that finds its audio broken before it has a plan leaves the existing run alone. */
    @Test
    void overwritesOnlyOnceItHasAPlan() throws IOException {
        try (RunDirectory run = RunDirectory.open(used(), IfPresent.OVERWRITE, List.of())) {
            assertThat(run.readPlan(Plan.class)).isEqualTo(new Plan("m.attune", 3));
            assertThat(run.checkpoints()).isNotEmptyDirectory();
            run.writePlan(new Plan("other.attune", 5));
            assertThat(run.readPlan(Plan.class)).isEqualTo(new Plan("other.attune", 5));
            assertThat(run.checkpoints()).doesNotExist();
            Files.createDirectory(run.checkpoints());
            run.writePlan(new Plan("other.attune", 6));
            assertThat(run.checkpoints()).exists();
        }
    }

    @Test
    void overwritesWhatALinkNames() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), used());
        try (RunDirectory run = RunDirectory.open(link, IfPresent.OVERWRITE, List.of())) {
            run.writePlan(new Plan("other.attune", 5));
            assertThat(run.checkpoints()).doesNotExist();
        }
        assertThat(link).isSymbolicLink();
    }

    @Test
    void doesNotOverwriteWhatItReads() throws IOException {
        Path folder = used();
        Path model = Files.writeString(folder.resolve("adapted.attune"), "weights");
        Path link = Files.createSymbolicLink(temporary.resolve("link.attune"), model);
        for (Path input : List.of(model, link, folder)) {
            assertThatThrownBy(() -> RunDirectory.open(folder, IfPresent.OVERWRITE, List.of(input)))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining(input + ": overwrite would delete it");
        }
        RunDirectory.open(folder, IfPresent.RESUME, List.of(model)).close();
        assertThat(model).exists();
    }

    @Test
    void aFolderThatOnlyWasLockedCountsAsEmpty() throws IOException {
        Path folder = temporary.resolve("locked");
        RunDirectory.open(folder, IfPresent.REFUSE, List.of()).close();
        RunDirectory.open(folder, IfPresent.REFUSE, List.of()).close();
    }

    @Test
    void everyLogRecordIsALine() throws IOException {
        try (RunDirectory run = RunDirectory.open(temporary.resolve("run"), IfPresent.REFUSE, List.of())) {
            run.log().add(new Plan("a\nb", 1));
            run.log().add(new Plan("c", 2));
            assertThat(run.file("log.jsonl"))
                    .hasContent("{\"model\":\"a\\nb\",\"epochs\":1}\n{\"model\":\"c\",\"epochs\":2}\n");
        }
    }

    @Test
    void aLogLineThatAKillCutShortIsLeftOutAndSpoilsNoOther() throws IOException {
        Path folder = temporary.resolve("run");
        try (RunDirectory run = RunDirectory.open(folder, IfPresent.REFUSE, List.of())) {
            run.writePlan(new Plan("a", 1));
            run.log().add(new Plan("a", 1));
            Files.writeString(run.file("log.jsonl"), "{\"model\":\"b\",\"ep", StandardOpenOption.APPEND);
        }
        try (RunDirectory run = RunDirectory.open(folder, IfPresent.RESUME, List.of())) {
            run.log().add(new Plan("c", 3));
            assertThat(run.log().lines())
                    .extracting(line -> line.get("epochs").asInt())
                    .containsExactly(1, 3);
        }
    }

    @Test
    void aSecondRunOfThisProcessIsRefusedAndDeletesNothing() throws IOException {
        Path folder = used();
        try (RunDirectory first = RunDirectory.open(folder, IfPresent.RESUME, List.of())) {
            assertThatThrownBy(() -> RunDirectory.open(folder, IfPresent.OVERWRITE, List.of()))
                    .isInstanceOf(FolderInUse.class)
                    .hasMessageContaining("another run is using this folder");
            assertThat(first.file("plan.json")).exists();
        }
        RunDirectory.open(folder, IfPresent.RESUME, List.of()).close();
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
            assertThatThrownBy(() -> RunDirectory.open(folder, IfPresent.OVERWRITE, List.of()))
                    .isInstanceOf(FolderInUse.class)
                    .hasMessageContaining("another run is using this folder");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("plan.json")).exists();
        RunDirectory.open(folder, IfPresent.RESUME, List.of()).close();
    }
}
