package attune.torch;

import static org.bytedeco.pytorch.global.torch.cuda_device_count;
import static org.bytedeco.pytorch.global.torch.cuda_is_available;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's native libraries in this build, and why they cannot use a card. JavaCPP says nothing where NVIDIA's libraries
 * are missing: libtorch then finds no card.
 */
final class TorchLibrary {
    /** CUDA 13, by which our libtorch was built, needs this driver. */
    private static final int OLDEST_DRIVER = 580;

    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final Pattern DRIVER_VERSION = Pattern.compile("(?:Module|x86_64|aarch64)\\s+(\\d+)\\.([\\d.]+)");
    private static final Pattern MISSING = Pattern.compile("(lib[\\w+-]+\\.so[.\\d]*): cannot open shared object file");

    static final String BUILD = "build for cards with mvn -B -q -Pcuda package -DskipTests, see docs/gpu.md";

    private static final String INSTALL = "install CUDA 13's libraries, cuDNN 9 and NCCL 2 from NVIDIA"
            + " (for apt: cuda-libraries-13-0 libcudnn9-cuda-13 libnccl2)";

    private TorchLibrary() {}

    /** Which native libraries this build has. */
    enum Natives {
        NONE,
        CPU,
        GPU;

        static Natives here() {
            if (present("-gpu")) {
                return GPU;
            }
            return present("") ? CPU : NONE;
        }

        private static boolean present(String extension) {
            String name = "/org/bytedeco/pytorch/" + Loader.getPlatform() + extension + "/"
                    + System.mapLibraryName("jnitorch");
            return TorchLibrary.class.getResource(name) != null; // the bindings themselves take long to load
        }
    }

    /**
     * Why something cannot be used.
     *
     * @param what is wrong
     * @param remedy what to do
     */
    record Problem(String what, String remedy) {}

    /**
     * Loads the libraries.
     *
     * @return why they do not load; empty if they did
     */
    static Optional<Problem> load() {
        if (Natives.here() == Natives.NONE) {
            return Optional.of(new Problem("this build has no libtorch", BUILD));
        }
        try {
            Loader.load(torch.class);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(new Problem("libtorch does not load: " + e.getMessage(), "see docs/gpu.md"));
        }
    }

    /** The number of cards that libtorch sees; 0 unless the libraries are loaded and can use one. */
    static int cards() {
        return cuda_is_available() ? cuda_device_count() : 0;
    }

    /** Why a build for cards finds none. */
    static Problem whyNoCard() {
        return missingLibrary()
                .or(() -> driver(read(DRIVER)))
                .orElseGet(() -> new Problem(
                        "the driver shows no NVIDIA card",
                        "see whether nvidia-smi lists one, and whether this user may use it"));
    }

    /** The first of NVIDIA's libraries that the loader misses, from what it says about ours. */
    private static Optional<Problem> missingLibrary() {
        try {
            File library = Loader.cacheResource(
                    torch.class, Loader.getPlatform() + "-gpu/" + System.mapLibraryName("torch_cuda"));
            System.load(library.getPath());
            return Optional.empty();
        } catch (UnsatisfiedLinkError e) {
            return Optional.of(missing(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return Optional.of(new Problem("libtorch_cuda cannot be unpacked: " + e.getMessage(), "free some disk"));
        }
    }

    /** What the loader's message means. */
    static Problem missing(String message) {
        Matcher found = MISSING.matcher(message);
        if (!found.find()) {
            return new Problem("libtorch_cuda does not load: " + message, INSTALL);
        }
        String library = found.group(1);
        return library.startsWith("libcuda.so")
                ? noDriver()
                : new Problem(library + " is missing", INSTALL + ", or put its folder on LD_LIBRARY_PATH");
    }

    /**
     * What is wrong with the driver.
     *
     * @param version what its kernel module says of itself; empty if there is none
     */
    static Optional<Problem> driver(Optional<String> version) {
        if (version.isEmpty()) {
            return Optional.of(noDriver());
        }
        Matcher found = DRIVER_VERSION.matcher(version.get());
        if (found.find() && Integer.parseInt(found.group(1)) < OLDEST_DRIVER) {
            return Optional.of(new Problem(
                    "NVIDIA's driver " + found.group(1) + "." + found.group(2) + " is too old for CUDA 13",
                    "install version " + OLDEST_DRIVER + " or newer"));
        }
        return Optional.empty();
    }

    private static Problem noDriver() {
        return new Problem("no NVIDIA driver is loaded", "install NVIDIA's driver, version 580 or newer");
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
