package attune.cli;

import attune.bundle.ProvenanceStep;
import attune.jobs.Inspect;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code attune inspect}. */
@Command(name = "inspect", description = "Checks a bundle and tells what it holds and where it comes from.")
final class InspectCommand extends ReportCommand {
    @Parameters(paramLabel = "BUNDLE", description = "The model.")
    private Path model;

    @Override
    int execute() throws IOException {
        Inspect.Result result = new Inspect(model).run();
        if (asJson()) {
            printPrettyJson(result);
            return ExitCodes.DONE;
        }
        out().printf("kind      %s%n", result.metadata().kind());
        out().printf("licence   %s%n", result.metadata().licence());
        out().printf(
                        "labels    %d, blank is %d: %s%n",
                        result.format().alphabet().size(),
                        result.format().alphabet().blankIndex(),
                        String.join("", result.format().alphabet().labels()));
        out().printf(
                        "hears     %d Hz, %d coefficients every %.0f ms%n",
                        result.format().frontEnd().sampleRateHz(),
                        result.format().frontEnd().coefficients(),
                        1000 * result.format().frontEnd().frameSeconds());
        out().printf(
                        "streams   %s%n",
                        result.obstacleToStreaming()
                                .map(obstacle -> "no: " + obstacle)
                                .orElse("yes, with transcribe --stream"));
        for (ProvenanceStep step : result.metadata().provenance()) {
            out().printf(
                            "%-9s %s on %s%n",
                            step.what(), step.when(), step.conditions().data());
            out().printf("          %s%n", step.command());
            step.results()
                    .forEach((name, value) -> out().printf(
                                    "          %s: %s%n", name, value.strip().replace("\n", ", ")));
        }
        out().printf("%n%s", result.layers().text());
        return ExitCodes.DONE;
    }
}
