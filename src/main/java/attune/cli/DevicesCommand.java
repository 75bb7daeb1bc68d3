package attune.cli;

import attune.jobs.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code attune devices}. */
@Command(
        name = "devices",
        description =
                "Shows the processor, memory, backend and kernel that Attune computes on, and where it keeps files.")
final class DevicesCommand extends SubCommand {

    @Mixin
    private CacheOptions cache;

    @Override
    int execute() {
        new Devices().run().forEach(out()::println);
        out().println("feature cache: " + cache.description());
        return ExitCodes.DONE;
    }
}
