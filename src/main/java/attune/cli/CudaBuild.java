package attune.cli;

import attune.fault.UserFault;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Starts ND4J if this is a build with ND4J's CUDA, so that a missing GPU or driver gets a plain message: ND4J itself prints a stack
 * trace and throws an error. In a CPU build nothing can be missing, and nothing is started early.
 */
final class CudaBuild {
    private static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

    private CudaBuild() {}

    /**
     * Starts the backend, if it is CUDA's.
     *
     * @throws UserFault if it does not start
     */
    static void start() {
        if (!present()) {
            return;
        }
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            Nd4j.getBackend();
        } catch (LinkageError | RuntimeException e) {
            throw new UserFault(
                    "this machine",
                    "Attune was built for ND4J's CUDA, but no GPU with a working NVIDIA driver was found",
                    "install the driver, or build for the CPU: mvn package",
                    e);
        } finally {
            System.setErr(err);
        }
    }

    private static boolean present() {
        try {
            Class.forName(BACKEND, false, CudaBuild.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
