package attune.cli;

import attune.bundle.ProvenanceStep;
import attune.jobs.Inspect;
import attune.speech.ParityCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune inspect}. */
@Command(name = "inspect", description = "Checks a bundle and tells what it holds and where it comes from.")
final class InspectCommand extends ReportCommand {
    @Parameters(paramLabel = "BUNDLE", description = "The model.")
    private Path model;

    @Option(
            names = "--verify",
            description =
                    "Hear the reference clip of an imported model's parity certificate again and say whether it is"
                            + " what was heard at its import; exit code 1 where it differs by more than 1e-4.")
    private boolean verify;

    @Override
    int execute() throws IOException {
        Inspect.Result result = new Inspect(model, verify).run();
        if (asJson()) {
            printPrettyJson(result);
        } else {
            tell(result);
        }
        return result.parity().map(ParityCertificate.Comparison::holds).orElse(true)
                ? ExitCodes.DONE
                : ExitCodes.WITH_REJECTS;
    }

    private void tell(Inspect.Result result) {
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
        result.parity().ifPresent(parity -> out().printf("parity    %s%n", text(parity)));
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
    }

    private static String text(ParityCertificate.Comparison parity) {
        return parity.sameBits()
                ? "the same, bit by bit"
                : String.format(
                        Locale.ROOT,
                        "%s: features differ by up to %.1e, log-probabilities by up to %.1e",
                        parity.holds() ? "the same" : "DIFFERS",
                        parity.features(),
                        parity.logProbabilities());
    }
}
