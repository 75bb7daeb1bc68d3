package attune.cli;

import attune.jobs.PlanSurgery;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune plan}. */
@Command(name = "plan", description = "Shows what an operation would do to a model, without training.")
final class PlanCommand extends SubCommand {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The source model.")
    private Path model;

    @Mixin
    private OperationOptions operation;

    @Option(names = "--json", description = "Print the layer table as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PlanSurgery.Result result = new PlanSurgery(model, operation.operation()).run();
        if (json) {
            printPrettyJson(result.table());
        } else {
            out().print(result.text());
        }
        return ExitCodes.DONE;
    }
}
