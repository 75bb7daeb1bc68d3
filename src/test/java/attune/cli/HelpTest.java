package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adapt",
                "transcribe",
                "align",
                "evaluate",
                "plan",
                "inspect",
                "pretrain",
                "sweep",
                "augment",
                "image",
                "import",
                "devices"
            })
    void everyCommandExplainsItself(String command) {
        for (String option : List.of("--help", "-h")) {
            InProcess help = InProcess.run(command, option);
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("Usage: attune " + command);
            assertThat(help.err()).isEmpty();
        }
        InProcess version = InProcess.run(command, "--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("attune ");
        assertThat(version.err()).isEmpty();
        assertThat(InProcess.run("--help").out()).contains("  " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"finetune", "infer"})
    void namesFromOtherToolsAreUnderstood(String alias) {
        assertThat(InProcess.run(alias, "--help").code()).isZero();
    }

    @Test
    void theProgramTellsItsExitCodes() {
        InProcess help = InProcess.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Exit codes:", "70");
        assertThat(InProcess.run("--version").out()).startsWith("attune ");
    }

    @Test
    void devicesNamesBackendAndKernel() {
        InProcess devices = InProcess.run("devices");
        assertThat(devices.code()).isZero();
        assertThat(devices.out()).contains("backend: ", "recurrent kernel for float: ");
    }
}
