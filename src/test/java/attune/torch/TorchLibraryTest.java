package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where a card cannot be used; the loader's messages are glibc's own. */
class TorchLibraryTest {

    @Test
    void aMissingLibraryIsNamedWithItsPackages() {
        TorchLibrary.Problem problem = TorchLibrary.missing("/root/.javacpp/cache/libtorch_cuda.so: libcudnn.so.9:"
                + " cannot open shared object file: No such file or directory");
        assertThat(problem.what()).isEqualTo("libcudnn.so.9 is missing");
        assertThat(problem.remedy()).contains("libcudnn9-cuda-13").contains("LD_LIBRARY_PATH");
    }

    @Test
    void aMissingDriverLibraryIsAMissingDriver() {
        TorchLibrary.Problem problem = TorchLibrary.missing(
                "/c/libc10_cuda.so: libcuda.so.1: cannot open shared object" + " file: No such file or directory");
        assertThat(problem.what()).isEqualTo("no NVIDIA driver is loaded");
    }

    @Test
    void anOldDriverIsNamedWithItsVersion() {
        String old = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024";
        assertThat(TorchLibrary.driver(Optional.of(old)).orElseThrow().what())
                .isEqualTo("NVIDIA's driver 535.183.01 is too old for CUDA 13");
        String open = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build";
        assertThat(TorchLibrary.driver(Optional.of(open))).isEmpty();
    }

    @Test
    void noDriverIsSaid() {
        assertThat(TorchLibrary.driver(Optional.empty()).orElseThrow().what()).isEqualTo("no NVIDIA driver is loaded");
    }
}
