package attune.jobs;

import java.util.List;

/**
 * The compute capability of an NVIDIA GPU. ND4J 1.0.0-M2.1's CUDA library contains machine code for the capabilities
 * below and no PTX, which a driver could compile for others; code runs on the same major version with the same or a
 * higher minor one (NVIDIA, CUDA C++ Programming Guide, "Binary compatibility").
 *
 * @param major such as 8
 * @param minor such as 6
 */
record ComputeCapability(int major, int minor) {
    private static final List<ComputeCapability> IN_ND4J = List.of(
            new ComputeCapability(3, 7),
            new ComputeCapability(5, 0),
            new ComputeCapability(5, 2),
            new ComputeCapability(6, 0),
            new ComputeCapability(6, 1),
            new ComputeCapability(7, 0),
            new ComputeCapability(7, 5),
            new ComputeCapability(8, 0),
            new ComputeCapability(8, 6));

    boolean supported() {
        return IN_ND4J.stream().anyMatch(code -> code.major == major && code.minor <= minor);
    }

    String verdict() {
        return "compute capability " + major + "." + minor
                + (supported()
                        ? ": supported"
                        : ": not supported, ND4J M2.1 has code for 3.7 and 5.0 to 8.9 only; build with -Pcuda");
    }
}
