package attune.cli;

import attune.jobs.PlanSurgery;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code attune plan}. */
@Command(name = "plan", description = "Shows what an operation would do to a model, without training.")
final class PlanCommand extends ReportCommand {
    @Mixin
    private OperationOptions operation;

    @Mixin
    private TrainLayersOption trainLayers;

    @Override
    int execute() throws IOException {
        PlanSurgery.Result result = new PlanSurgery(operation.model(), operation.operation(trainLayers.which())).run();
        if (asJson()) {
            printPrettyJson(result.table());
        } else {
            out().print(result.text());
        }
        return ExitCodes.DONE;
    }
}
