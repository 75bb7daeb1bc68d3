package attune.torch;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import attune.backend.QuietExit;

/**
 * The device that tests compute on: libtorch on the CPU where the build has it, under -Ptorch-cpu and in .ci/run, or the
 * card that {@code -Dattune.testDevice=cuda:0} names.
 */
final class TestedDevice {
    private static final QuietExit EXIT = QuietExit.install();

    private TestedDevice() {}

    /** Its memory. Without libtorch the calling test is skipped, or fails where none may skip. */
    static Room room() {
        return room(Precision.FLOAT);
    }

    /** The same, multiplying as given. */
    static Room room(Precision products) {
        TorchLibrary.load().ifPresent(problem -> {
            String why = "skipped: " + problem.what() + "; run with -Ptorch-cpu";
            if (Boolean.getBoolean("attune.allTools")) {
                fail(why);
            }
            System.out.println(why);
            abort(why);
        });
        return new Room(name(), products, EXIT);
    }

    /** Whether it is a card: there long clips take milliseconds, on the CPU libtorch takes minutes for them. */
    static boolean isCard() {
        return !name().equals("cpu");
    }

    private static String name() {
        return System.getProperty("attune.testDevice", "cpu");
    }
}
