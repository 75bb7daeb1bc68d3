package attune.cli;

import attune.jobs.Devices;
import picocli.CommandLine.Command;

/** {@code attune devices}. */
@Command(name = "devices", description = "Tells which backend, processor and kernel the program computes on.")
final class DevicesCommand extends SubCommand {

    @Override
    int execute() {
        new Devices().run().forEach(out()::println);
        return ExitCodes.DONE;
    }
}
