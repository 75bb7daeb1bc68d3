package attune.cli;

import attune.jobs.Devices;
import picocli.CommandLine.Command;

/** {@code attune devices}. */
@Command(
        name = "devices",
        description =
                "Shows the processor, memory, backend and kernel that Attune computes on, and where it keeps files.")
final class DevicesCommand extends SubCommand {

    @Override
    int execute() {
        new Devices().run().forEach(out()::println);
        return ExitCodes.DONE;
    }
}
