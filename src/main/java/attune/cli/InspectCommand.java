package attune.cli;

import attune.jobs.Inspect;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code attune inspect}. */
@Command(name = "inspect", description = "Checks a bundle and tells what it holds and where it comes from.")
final class InspectCommand extends ReportCommand {
    @Parameters(paramLabel = "BUNDLE", description = "The model, of speech or images.")
    private Path model;

    @Override
    int execute() throws IOException {
        Inspect.Result result = new Inspect(model).run();
        if (asJson()) {
            printPrettyJson(result);
        } else {
            out().print(InspectionText.of(result));
        }
        return ExitCodes.DONE;
    }
}
