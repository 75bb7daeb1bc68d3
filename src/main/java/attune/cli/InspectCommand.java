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
@Command(
        name = "inspect",
        description = "Checks a model's bundle and shows what is in it and where it comes from.",
        footer = {"", "Example:", "  attune inspect source-en"})
final class InspectCommand extends ReportCommand {
    @Parameters(
            paramLabel = ModelPath.LABEL,
            converter = ModelPath.class,
            description = "A bundle, a finished run's folder, or the name of a shipped model.")
    private Path model;

    @Option(
            names = "--verify",
            description =
                    "Run an imported model's reference clip again and compare with its import; exit code 1 where the"
                            + " output differs by more than 1e-4.")
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
