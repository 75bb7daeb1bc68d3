package attune.cli;

import attune.jobs.Inspect;
import attune.results.Inspection;
import attune.speech.ParityCertificate;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune inspect}. */
@Command(name = "inspect", description = "Checks a bundle and tells what it holds and where it comes from.")
final class InspectCommand extends ReportCommand {
    @Parameters(paramLabel = "BUNDLE", description = "The model, of speech or images.")
    private Path model;

    @Option(
            names = "--verify",
            description =
                    "Hear the reference clip of an imported model's parity certificate again and say whether it is"
                            + " what was heard at its import; exit code 1 where it differs by more than 1e-4.")
    private boolean verify;

    @Override
    int execute() throws IOException {
        Inspection result = new Inspect(model, verify).run();
        if (asJson()) {
            printPrettyJson(result);
        } else {
            out().print(InspectionText.of(result));
        }
        return result.parity().map(ParityCertificate.Comparison::holds).orElse(true)
                ? ExitCodes.DONE
                : ExitCodes.WITH_REJECTS;
    }
}
