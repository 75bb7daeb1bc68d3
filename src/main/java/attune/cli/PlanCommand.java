package attune.cli;

import attune.jobs.PlanSurgery;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune plan}. */
@Command(name = "plan", description = "Shows what an operation would do to a model, without training.")
final class PlanCommand extends SubCommand {
    @Mixin
    private OperationOptions operation;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ReportFormat format;

    @Override
    int execute() throws IOException {
        PlanSurgery.Result result = new PlanSurgery(operation.model(), operation.operation()).run();
        if (format == ReportFormat.JSON) {
            printPrettyJson(result.table());
        } else {
            out().print(result.text());
        }
        return ExitCodes.DONE;
    }
}
