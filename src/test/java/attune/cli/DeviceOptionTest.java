package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceOptionTest {
    private static final String[] EVALUATE = {"evaluate", "-m", "source-en", "--test", "none.jsonl", "--device"};

    @Test
    void devicesSaysWhatLibtorchHasAndWhatAutoTakes() {
        assertThat(InProcess.run("devices").out()).contains("libtorch: ", "--device auto: ");
    }

    @Test
    void anUnknownDeviceIsRefusedWithThoseThereAre() {
        InProcess refused = evaluateOn("gpu");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "attune: --device: 'gpu' is not a device; give auto, cpu, cuda, cuda-tf32, cuda-bf16, a card by"
                                + " its number (cuda:1, cuda-bf16:1), torch-cpu or torch-cpu-bf16\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image adapt -m emoji-resnet50 --train none -o none",
                "image sweep -m emoji-resnet50 --train none -o none --try all",
                "image evaluate -m emoji-resnet50 --test none",
                "image classify -m emoji-resnet50 none"
            })
    void commandsForPicturesHaveIt(String command) {
        InProcess refused = InProcess.run((command + " --device gpu").split(" ", -1));
        assertThat(refused.err()).startsWith("attune: --device: 'gpu' is not a device;");
    }

    @Test
    void whatNoDeviceOffersIsRefused() {
        assertThat(evaluateOn("torch-cpu-tf32").err()).contains("'torch-cpu-tf32' is not a device");
        assertThat(evaluateOn("cuda:1-bf16").err()).contains("'cuda:1-bf16' is not a device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda:1", "cuda-tf32", "cuda-bf16:1"})
    void aCardThatIsNotThereIsRefusedWithTheReason(String device) {
        assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")), "this machine has a card");
        InProcess refused = evaluateOn(device);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("attune: --device: '" + device + "' cannot be used here: ")
                .hasLineCount(1);
    }

    /** A refusal leaves the choice as it was: the next command fails for want of its clips alone. */
    @Test
    void aRefusedDeviceIsNotKept() {
        evaluateOn("cuda:999");
        assertThat(evaluateOn("auto").err()).contains("none.jsonl");
    }

    private static InProcess evaluateOn(String device) {
        String[] line = Arrays.copyOf(EVALUATE, EVALUATE.length + 1);
        line[EVALUATE.length] = device;
        return InProcess.run(line);
    }
}
